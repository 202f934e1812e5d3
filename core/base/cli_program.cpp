// SPDX-License-Identifier: Apache-2.0
#include "core/base/cli_program.h"

#include <cstdlib>
#include <filesystem>

#include "core/base/environment.h"

namespace athena {

Result<std::string> cli_program() {
  std::string path;
  if (const char* named = std::getenv("ATHENA_CLI"); named && *named) {
    path = named;
  } else {
    ATHENA_ASSIGN(const std::string folder, executable_folder());
    path = folder + "/athena-cli";
  }
  if (std::filesystem::exists(path)) return path;
  return fail(
      ErrorCode::NotFound,
      "'" + path +
          "' is missing, and without it no foreign model can be tried, nor an exported one checked, in a "
          "process of its own. Install athena-cli there, or name it in the environment variable "
          "ATHENA_CLI.");
}

}  // namespace athena
