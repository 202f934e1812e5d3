// SPDX-License-Identifier: Apache-2.0
#include "app/cli/text_file.h"

#include <filesystem>
#include <fstream>

namespace athena::cli {

Result<std::string> read_text_file(const std::string& path) {
  constexpr std::size_t most = std::size_t{16} << 20;
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    return fail(ErrorCode::NotFound, "There is no file '" + path + "'. Check the path.");
  if (std::filesystem::is_directory(status))
    return fail(ErrorCode::InvalidArgument, "'" + path + "' is a folder, not a file. Check the path.");
  std::ifstream file(path, std::ios::binary);
  std::string text;
  char piece[65536];
  while (file.read(piece, sizeof piece) || file.gcount() > 0) {
    text.append(piece, static_cast<std::size_t>(file.gcount()));
    if (text.size() > most)
      return fail(ErrorCode::InvalidArgument, "'" + path + "' is larger than 16 MiB: it is not a recipe.");
  }
  if (!file.eof())
    return fail(ErrorCode::Io, "The file '" + path + "' cannot be read. Check its permissions.");
  return text;
}

}  // namespace athena::cli
