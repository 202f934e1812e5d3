// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/data/data_file.h"

namespace athena {
namespace {

namespace fs = std::filesystem;

bool replace_last(std::string& text, std::string_view from, std::string_view to) {
  const auto at = text.rfind(from);
  if (at == std::string::npos) return false;
  text.replace(at, from.size(), to);
  return true;
}

/// "train-images-idx3-ubyte.gz" -> "train-labels-idx1-ubyte", without the ending.
std::optional<std::string> labels_stem(std::string images) {
  if (images.ends_with(".gz")) images.resize(images.size() - 3);
  if (!replace_last(images, "images", "labels")) return std::nullopt;
  replace_last(images, "idx3", "idx1");
  return images;
}

bool is_images_name(const std::string& name) {
  return name.find("images") != std::string::npos &&
         (name.find("idx") != std::string::npos || name.find("ubyte") != std::string::npos);
}

std::string split_of(const std::string& name) { return name.starts_with("train") ? "train" : "test"; }

void add_images(DataFile& file, const fs::path& images) {
  ReaderSpec reader;
  reader.format = "idx";
  reader.columns = {{"image", images.string()}};
  if (const auto stem = labels_stem(images.filename().string()))
    for (const char* ending : {"", ".gz"}) {
      const fs::path labels = images.parent_path() / (*stem + ending);
      if (!fs::is_regular_file(labels)) continue;
      reader.columns.emplace_back("label", labels.string());
      file.label = "label";
      break;
    }
  const std::string split = split_of(images.filename().string());
  file.splits.push_back({split, split, 0, {}});
  file.sources.push_back({split, {std::move(reader)}});
}

}  // namespace

Result<DataFile> describe_idx_file(const std::string& images) {
  DataFile file;
  file.name = fs::path(images).filename().string();
  file.inputs.emplace_back().column = "image";
  add_images(file, images);
  return file;
}

Result<DataFile> describe_idx_folder(const std::string& folder) {
  std::vector<fs::path> images;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(folder, code))
    if (is_images_name(entry.path().filename().string()) && entry.is_regular_file())
      images.push_back(entry.path());
  if (code) return fail(ErrorCode::Io, "'" + folder + "' cannot be read: " + code.message() + ".");
  std::sort(images.begin(), images.end());

  DataFile file;
  file.name = fs::path(folder).lexically_normal().filename().string();
  if (file.name.empty()) file.name = fs::path(folder).lexically_normal().parent_path().filename().string();
  file.inputs.emplace_back().column = "image";
  for (const char* split : {"train", "test"})
    for (const fs::path& path : images) {
      const bool taken = std::any_of(file.splits.begin(), file.splits.end(),
                                     [&](const SplitSpec& known) { return known.name == split; });
      if (!taken && split_of(path.filename().string()) == split) add_images(file, path);
    }
  if (file.splits.empty())
    return fail(ErrorCode::NotSupported, "'" + folder +
                                             "' holds no data Athena knows: IDX files named like "
                                             "'t10k-images-idx3-ubyte.gz', or a file NAME.data.json.");
  return file;
}

}  // namespace athena
