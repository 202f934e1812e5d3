// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_descriptor.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "core/base/io_error.h"
#include "core/base/io_faults.h"

namespace athena {

void FileDescriptor::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

Status read_file_in_pieces(const std::string& path, const std::function<Status(std::string_view)>& take) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return fail_io(errno, "open", path);
  std::vector<char> buffer(std::size_t{1} << 20);
  for (;;) {
    if (const int fault = io_fault(IoStep::Read, path)) return fail_io(fault, "read", path);
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail_io(errno, "read", path);
    if (got == 0) return {};
    ATHENA_TRY(take(std::string_view(buffer.data(), static_cast<std::size_t>(got))));
  }
}

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  std::string bytes;
  ATHENA_TRY(read_file_in_pieces(path, [&](std::string_view piece) -> Status {
    if (bytes.size() + piece.size() > limit)
      return fail(ErrorCode::InvalidArgument,
                  "'" + path + "' is larger than the " + std::to_string(limit) +
                      " bytes that are read here. Check that it is the right file.");
    bytes += piece;
    return {};
  }));
  return bytes;
}

}  // namespace athena
