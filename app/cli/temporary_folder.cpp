// SPDX-License-Identifier: Apache-2.0
#include "app/cli/temporary_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace athena::cli {

Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code error;
  const auto parent = std::filesystem::temp_directory_path(error);
  if (error)
    return fail(ErrorCode::Io, "There is no folder for temporary files. Set TMPDIR.", error.message());
  std::string path = (parent / "athena-XXXXXX").string();
  if (!::mkdtemp(path.data()))
    return fail(
        ErrorCode::Io,
        "No folder could be made in '" + parent.string() + "'. Set TMPDIR to a place that can be written.",
        std::generic_category().message(errno));
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace athena::cli
