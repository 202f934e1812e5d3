// SPDX-License-Identifier: Apache-2.0
#include "core/data/image_file.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#include <stb/stb_image.h>

namespace athena {
namespace {

constexpr std::int64_t kMostPixels = 64 << 20;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

std::string failure_reason() {
  const char* reason = stbi_failure_reason();
  return reason ? reason : "";
}

Result<File> open_file(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::exists(path, none))
    return fail(ErrorCode::NotFound, c10::str("There is no file '", path, "'."));
  File file(std::fopen(path.c_str(), "rb"));
  if (!file || std::filesystem::is_directory(path, none))
    return fail(ErrorCode::Io, c10::str("'", path, "' cannot be read as a file."));
  return file;
}

Result<ImageSize> size_of(std::FILE* file, const std::string& path) {
  ImageSize size;
  int channels = 0;
  if (!stbi_info_from_file(file, &size.width, &size.height, &channels))
    return fail(ErrorCode::NotSupported,
                c10::str("'", path, "' is no PNG or JPEG image, or its start is damaged."), failure_reason());
  if (std::int64_t{size.width} * size.height > kMostPixels)
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", path, "' claims to be ", size.width, " x ", size.height,
                         " pixels large; up to 64 million can be read."));
  return size;
}

/// [C, H, W] uint8 -> the same of another height and width, as torchvision resizes: bilinear, antialiased.
at::Tensor resized(const at::Tensor& image, std::int64_t height, std::int64_t width) {
  if (image.size(1) == height && image.size(2) == width) return image;
  const at::Tensor larger = at::_upsample_bilinear2d_aa(image.to(at::kFloat).unsqueeze(0), {height, width},
                                                        /*align_corners=*/false, std::nullopt, std::nullopt);
  return larger.squeeze(0).round().clamp(0, 255).to(at::kByte);
}

at::Tensor resized(const at::Tensor& image, const std::vector<std::int64_t>& to) {
  if (to.empty()) return image;
  if (to.size() == 2) return resized(image, to[0], to[1]);
  const std::int64_t height = image.size(1), width = image.size(2);
  return height <= width ? resized(image, to[0], std::max<std::int64_t>(1, to[0] * width / height))
                         : resized(image, std::max<std::int64_t>(1, to[0] * height / width), to[0]);
}

}  // namespace

Result<ImageSize> image_size(const std::string& path) {
  ATHENA_ASSIGN(const File file, open_file(path));
  return size_of(file.get(), path);
}

Result<at::Tensor> read_image(const std::string& path, const ImageOptions& options) {
  ATHENA_ASSIGN(const File file, open_file(path));
  ATHENA_TRY(size_of(file.get(), path));  // which leaves the file where it was
  int height = 0, width = 0, stored = 0;
  const int channels = static_cast<int>(options.channels);
  const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_file(file.get(), &width, &height, &stored, channels), stbi_image_free);
  if (!pixels)
    return fail(ErrorCode::Corruption,
                c10::str("'", path, "' is a damaged image. Copy it again or take it out."), failure_reason());
  at::Tensor image =
      at::from_blob(pixels.get(), {height, width, channels}, at::kByte).permute({2, 0, 1}).contiguous();
  image = resized(image, options.resize);
  if (options.crop.empty()) return image;
  const std::int64_t rows = options.crop[0], columns = options.crop.back();
  if (image.size(1) < rows || image.size(2) < columns)
    return fail(ErrorCode::InvalidArgument, c10::str("'", path, "' is ", image.size(1), " x ", image.size(2),
                                                     " pixels large, smaller than the crop of ", rows, " x ",
                                                     columns, ". Set \"resize\"."));
  return image.narrow(1, (image.size(1) - rows) / 2, rows)
      .narrow(2, (image.size(2) - columns) / 2, columns)
      .contiguous();
}

}  // namespace athena
