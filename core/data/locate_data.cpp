// SPDX-License-Identifier: Apache-2.0
#include "core/data/locate_data.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace athena {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_text(const std::string& path) {
  constexpr std::uintmax_t kMost = 16 << 20;
  std::error_code code;
  if (fs::file_size(path, code) > kMost)
    return fail(ErrorCode::InvalidArgument, "'" + path + "' is too large for a data file.");
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return fail(ErrorCode::Io, "'" + path + "' cannot be read.");
  return text.str();
}

Result<DataFile> read_data_file(const std::string& path) {
  ATHENA_ASSIGN(const std::string text, read_text(path));
  ATHENA_ASSIGN(DataFile file, parse_data_file(text, path));
  ATHENA_TRY(for_each_path(file, [&](std::string& name) -> Status {
    name = (fs::path(path).parent_path() / name).string();
    return {};
  }));
  if (file.name.empty()) {
    file.name = fs::path(path).filename().string();
    if (file.name.ends_with(".data.json")) file.name.resize(file.name.size() - 10);
  }
  return file;
}

}  // namespace

Result<DataFile> locate_data(const std::string& path) {
  std::error_code code;
  if (!fs::exists(path, code)) return fail(ErrorCode::NotFound, "There is no file or folder '" + path + "'.");
  if (!fs::is_directory(path, code))
    return path.ends_with(".json") ? read_data_file(path) : describe_idx_file(path);
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(path, code))
    if (entry.path().string().ends_with(".data.json")) found.push_back(entry.path().string());
  if (found.size() > 1)
    return fail(ErrorCode::InvalidArgument, "'" + path + "' holds " + std::to_string(found.size()) +
                                                " data files: give the one that is meant.");
  return found.empty() ? describe_idx_folder(path) : read_data_file(found.front());
}

}  // namespace athena
