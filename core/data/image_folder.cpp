// SPDX-License-Identifier: Apache-2.0
#include "core/data/image_folder.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "core/base/lower_case.h"
#include "core/base/sha256.h"
#include "core/data/image_file.h"

namespace athena {
namespace {

namespace fs = std::filesystem;

struct Images {
  std::string folder;
  std::vector<std::string> paths, classes;
  std::vector<std::int64_t> labels;  // one per path; empty: none
  ImageOptions options;
  std::vector<std::int64_t> shape;  // [channels, H, W]
};

bool is_image_name(const fs::path& path) {
  const std::string ending = lower_case(path.extension().string());
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

Result<std::vector<fs::path>> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(folder, code))
    if (!entry.path().filename().string().starts_with('.')) entries.push_back(entry.path());
  if (code)
    return fail(code == std::errc::no_such_file_or_directory ? ErrorCode::NotFound : ErrorCode::Io,
                c10::str("'", folder.string(), "' cannot be read as a folder: ", code.message(), "."));
  std::sort(entries.begin(), entries.end());
  return entries;
}

Status find_images(const fs::path& folder, Images& images, std::int64_t label) {
  ATHENA_ASSIGN(const auto entries, sorted_entries(folder));
  for (const fs::path& path : entries) {
    if (!is_image_name(path)) continue;
    images.paths.push_back(path.string());
    if (label >= 0) images.labels.push_back(label);
  }
  return {};
}

class ImageColumn : public Column {
 public:
  ImageColumn(std::shared_ptr<const Images> images, std::string hash)
      : images_(std::move(images)), hash_(std::move(hash)) {}

  std::int64_t rows() const override { return static_cast<std::int64_t>(images_->paths.size()); }
  const std::vector<std::int64_t>& row_shape() const override { return images_->shape; }
  at::ScalarType dtype() const override { return at::kByte; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return images_->folder; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    std::vector<at::Tensor> batch;
    for (const std::int64_t index : indices) {
      ATHENA_TRY(check_row(index));
      const std::string& path = images_->paths[static_cast<std::size_t>(index)];
      ATHENA_ASSIGN(at::Tensor image, read_image(path, images_->options));
      if (image.sizes() != at::IntArrayRef(images_->shape))
        return fail(
            ErrorCode::InvalidArgument,
            c10::str("'", path, "' gives an image of ", image.sizes(), ", the first one of ",
                     at::IntArrayRef(images_->shape), ". Set \"resize\" and \"crop\" in the data file."));
      batch.push_back(std::move(image));
    }
    if (batch.empty()) return at::empty({0}, at::kByte);
    return at::stack(batch);
  }

 private:
  std::shared_ptr<const Images> images_;
  std::string hash_;
};

class LabelColumn : public Column {
 public:
  explicit LabelColumn(std::shared_ptr<const Images> images) : images_(std::move(images)) {
    std::string text;
    for (const std::string& name : images_->classes) text += name + '\n';
    for (const std::int64_t label : images_->labels) text += std::to_string(label) + ' ';
    hash_ = sha256(text);
  }

  std::int64_t rows() const override { return static_cast<std::int64_t>(images_->labels.size()); }
  const std::vector<std::int64_t>& row_shape() const override { return shape_; }
  at::ScalarType dtype() const override { return at::kLong; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return images_->folder; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    std::vector<std::int64_t> labels;
    for (const std::int64_t index : indices) {
      ATHENA_TRY(check_row(index));
      labels.push_back(images_->labels[static_cast<std::size_t>(index)]);
    }
    return at::tensor(labels, at::kLong);
  }

 private:
  std::shared_ptr<const Images> images_;
  std::vector<std::int64_t> shape_;
  std::string hash_;
};

class ImageTable : public Table {
 public:
  explicit ImageTable(std::shared_ptr<const Images> images) : images_(std::move(images)) {
    const auto rows = static_cast<std::int64_t>(images_->paths.size());
    columns_.push_back({"image", "uint8", images_->shape, rows, {}});
    if (!images_->labels.empty()) columns_.push_back({"label", "int64", {}, rows, {}});
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }
  Result<ColumnHandle> open(const std::string& name, const JobContext& job) const override {
    if (name == "label") return std::make_shared<LabelColumn>(images_);
    Sha256 hash;
    for (const std::string& path : images_->paths) {
      ATHENA_TRY(job.poll());
      ATHENA_ASSIGN(const std::string one, sha256_file(path));
      hash.update(one);
    }
    return std::make_shared<ImageColumn>(images_, hash.hex());
  }

 private:
  std::shared_ptr<const Images> images_;
  std::vector<ColumnInfo> columns_;
};

}  // namespace

Result<TableHandle> open_image_table(const ReaderSpec& spec, const JobContext&) {
  auto images = std::make_shared<Images>();
  images->folder = spec.path;
  images->options = spec.images;
  ATHENA_ASSIGN(const auto entries, sorted_entries(spec.path));
  for (const fs::path& entry : entries) {
    std::error_code none;
    if (!fs::is_directory(entry, none)) continue;
    const std::size_t before = images->paths.size();
    ATHENA_TRY(find_images(entry, *images, static_cast<std::int64_t>(images->classes.size())));
    if (images->paths.size() > before) images->classes.push_back(entry.filename().string());
  }
  if (images->paths.empty()) ATHENA_TRY(find_images(spec.path, *images, -1));
  if (images->paths.empty())
    return fail(
        ErrorCode::InvalidArgument,
        c10::str("'", spec.path, "' holds no PNG or JPEG images, neither itself nor in a folder per class."));
  ATHENA_ASSIGN(const at::Tensor first, read_image(images->paths.front(), spec.images));
  images->shape = first.sizes().vec();
  return std::make_shared<ImageTable>(std::move(images));
}

}  // namespace athena
