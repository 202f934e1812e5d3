// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <random>
#include <utility>

#include "core/base/io_error.h"
#include "core/base/io_faults.h"
#include "core/base/sha256.h"

namespace athena {
namespace {

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::string random_suffix() {
  static constexpr char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::string text;
  for (int i = 0; i < 8; ++i) text += letters[random() % 36];
  return text;
}

Status sync_file(const FileDescriptor& file, const std::string& path) {
  if (const int fault = io_fault(IoStep::Sync, path)) return fail_io(fault, "write", path);
  if (::fsync(file.get()) != 0) return fail_io(errno, "write", path);
  return {};
}

Status rename_file(const std::string& from, const std::string& to) {
  if (const int fault = io_fault(IoStep::Rename, to)) return fail_io(fault, "write", to);
  if (::rename(from.c_str(), to.c_str()) != 0) return fail_io(errno, "write", to);
  return {};
}

Status rename_to_new_name(const std::string& from, const std::string& to) {
  if (const int fault = io_fault(IoStep::Rename, to)) return fail_io(fault, "write", to);
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  int error = errno;
  if (error == EINVAL || error == ENOSYS) {  // a network file system; a link is as exclusive
    if (::link(from.c_str(), to.c_str()) == 0) {
      ::unlink(from.c_str());
      return {};
    }
    error = errno;
  }
  if (error == EEXIST)
    return fail(ErrorCode::InvalidArgument, "'" + to + "' exists already. Choose another name or open it.");
  return fail_io(error, "write", to);
}

}  // namespace

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      file_(std::move(other.file_)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this != &other) {
    discard();
    path_ = std::move(other.path_);
    temporary_ = std::exchange(other.temporary_, {});
    file_ = std::move(other.file_);
  }
  return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() {
  file_.close();
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  AtomicFile made;
  made.path_ = path;
  struct stat old {};
  const bool exists = ::stat(path.c_str(), &old) == 0;
  // Renaming over a device (-o /dev/null, as root) would replace it.
  if (exists && !S_ISREG(old.st_mode))
    return fail(ErrorCode::InvalidArgument,
                "Cannot write '" + path + "': it is a folder or a device. Give the name of a file.");
  const std::filesystem::path name = std::filesystem::path(path).filename();
  if (name.empty()) return fail_io(EISDIR, "write", path);
  for (;;) {
    const std::string temporary =
        folder_of(path) + "/." + name.string().substr(0, 200) + "." + random_suffix() + ".tmp";
    if (const int fault = io_fault(IoStep::Create, path)) return fail_io(fault, "write", path);
    FileDescriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file && errno == EEXIST) continue;
    if (!file) return fail_io(errno, "write", path);
    made.temporary_ = temporary;
    made.file_ = std::move(file);
    if (exists) (void)::fchmod(made.file_.get(), old.st_mode & 07777);
    return made;
  }
}

Status AtomicFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (const int fault = io_fault(IoStep::Write, path_)) return fail_io(fault, "write", path_);
    const ssize_t done = ::write(file_.get(), bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return fail_io(errno, "write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

Status AtomicFile::commit_as(const std::string& path) { return publish(path, rename_file); }

Status AtomicFile::commit_new() { return publish(path_, rename_to_new_name); }

Status AtomicFile::publish(const std::string& path,
                           Status (*rename)(const std::string&, const std::string&)) {
  // Opened anew: whoever wrote by name may have replaced the file behind our descriptor.
  file_ = FileDescriptor(::open(temporary_.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file_) return fail_io(errno, "write", path);
  ATHENA_TRY(sync_file(file_, path));
  ATHENA_TRY(rename(temporary_, path));
  temporary_.clear();
  file_.close();
  return sync_folder_of(path);
}

Status write_file_atomically(const std::string& path, std::string_view bytes) {
  ATHENA_ASSIGN(AtomicFile file, AtomicFile::create(path));
  ATHENA_TRY(file.write(bytes));
  return file.commit();
}

Result<std::string> copy_file_atomically(const std::string& from, const std::string& path) {
  ATHENA_ASSIGN(AtomicFile file, AtomicFile::create(path));
  Sha256 hash;
  ATHENA_TRY(read_file_in_pieces(from, [&](std::string_view piece) -> Status {
    hash.update(piece);
    return file.write(piece);
  }));
  ATHENA_TRY(file.commit());
  return hash.hex();
}

Status make_folder(const std::string& path) {
  std::error_code error;
  const bool made = std::filesystem::create_directories(path, error);
  if (error) return fail_io(error.value(), "make the folder", path);
  return made ? sync_folder_of(path) : Status{};
}

Status sync_folder_of(const std::string& path) {
  const std::string folder = folder_of(path);
  if (const int fault = io_fault(IoStep::SyncFolder, folder)) return fail_io(fault, "write", path);
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) return fail_io(errno, "write", path);
  // Some network and FUSE file systems cannot sync a folder; there is nothing better to do on them.
  if (::fsync(opened.get()) != 0 && errno != EINVAL && errno != ENOTSUP) return fail_io(errno, "write", path);
  return {};
}

}  // namespace athena
