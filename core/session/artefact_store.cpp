// SPDX-License-Identifier: Apache-2.0
#include "core/session/artefact_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/io_error.h"
#include "core/base/sha256.h"

namespace athena::session {
namespace {

/// Takes a shared lock, waiting for one who sweeps. File systems without locks let everyone in.
Status lock_shared(const FileDescriptor& lock, const std::string& folder) {
  using namespace std::chrono_literals;
  for (int tries = 0; tries < 500; ++tries) {
    if (::flock(lock.get(), LOCK_SH | LOCK_NB) == 0) return {};
    if (errno != EWOULDBLOCK && errno != EINTR) return {};
    std::this_thread::sleep_for(10ms);
  }
  return fail(ErrorCode::Io, "Another program has kept '" + folder +
                                 "' locked for 5 seconds. Close it and try "
                                 "again.");
}

bool is_unfinished(const std::string& name) { return name.starts_with(".") && name.ends_with(".tmp"); }

}  // namespace

bool is_sha256(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Result<bool> ArtefactStore::join() {
  if (!lock_) {
    std::error_code error;
    // Only the folder itself: a mistyped path must not become a tree of folders.
    const std::string parent = std::filesystem::path(folder_).parent_path().string();
    if (!std::filesystem::exists(parent, error)) return fail_io(ENOENT, "write in", parent);
    ATHENA_TRY(make_folder(folder_));
    lock_ = FileDescriptor(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!lock_) return fail_io(errno, "open", folder_);
  }
  if (::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) return true;
  if (const Status locked = lock_shared(lock_, folder_); !locked) {
    lock_.close();
    return tl::make_unexpected(locked.error());
  }
  return false;
}

Status ArtefactStore::settle() { return lock_shared(lock_, folder_); }

Result<StoredFile> ArtefactStore::add(const std::string& file) {
  if (!lock_) {
    ATHENA_TRY(join());
    ATHENA_TRY(settle());
  }
  ATHENA_ASSIGN(AtomicFile copy, AtomicFile::create(folder_ + "/artefact"));
  Sha256 hash;
  StoredFile stored;
  ATHENA_TRY(read_file_in_pieces(file, [&](std::string_view piece) -> Status {
    hash.update(piece);
    stored.bytes += static_cast<std::int64_t>(piece.size());
    return copy.write(piece);
  }));
  stored.sha256 = hash.hex();
  ATHENA_TRY(copy.commit_as(path_of(stored.sha256)));
  return stored;
}

bool ArtefactStore::has(const StoredFile& file) const {
  std::error_code error;
  const auto size = std::filesystem::file_size(path_of(file.sha256), error);
  return !error && size == static_cast<std::uintmax_t>(file.bytes);
}

void ArtefactStore::remove(const std::string& sha256) {
  // The name comes from a file that anyone may have made.
  if (is_sha256(sha256)) ::unlink(path_of(sha256).c_str());
}

void ArtefactStore::sweep(const std::set<std::string>& keep) {
  std::error_code error;
  std::vector<std::string> orphans;
  for (std::filesystem::directory_iterator it(folder_, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (is_unfinished(name) || (is_sha256(name) && !keep.contains(name))) orphans.push_back(name);
  }
  for (const std::string& name : orphans) ::unlink((folder_ + "/" + name).c_str());
}

void ArtefactStore::remove_if_empty() {
  lock_.close();
  ::rmdir(folder_.c_str());
}

}  // namespace athena::session
