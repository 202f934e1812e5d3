// SPDX-License-Identifier: Apache-2.0
#include "core/base/io_error.h"

#include <cerrno>
#include <system_error>

namespace athena {
namespace {

const char* advice(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "the disk is full. Free some space or choose another place.";
    case EROFS:
      return "the disk is read-only. Choose another place.";
    case EACCES:
    case EPERM:
      return "permission is missing. Choose another place or change the permissions.";
    case ENOENT:
      return "the file or its folder does not exist. Check the path.";
    case ENOTDIR:
      return "a part of the path is a file, not a folder. Check the path.";
    case EISDIR:
      return "it is a folder, not a file. Check the path.";
    case EFBIG:
      return "the file would be larger than allowed here. Choose another place.";
    case ENAMETOOLONG:
      return "the name is too long. Choose a shorter one.";
    case EMFILE:
    case ENFILE:
      return "too many files are open. Close some and try again.";
    default:
      return nullptr;
  }
}

}  // namespace

tl::unexpected<Error> fail_io(int error, std::string_view doing, const std::string& path) {
  const std::string system = std::generic_category().message(error);
  const char* known = advice(error);
  const std::string why = known ? known : system + ". Check the disk and try again.";
  const ErrorCode code = error == ENOENT || error == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io;
  return fail(code, "Cannot " + std::string(doing) + " '" + path + "': " + why, system);
}

}  // namespace athena
