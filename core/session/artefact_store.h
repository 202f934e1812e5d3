// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <set>
#include <string>

#include "athena/types/result.h"
#include "core/base/file_descriptor.h"

namespace athena::session {

struct StoredFile {
  std::string sha256;
  std::int64_t bytes = 0;
};

/// The folder of files named by their SHA-256 beside a session. Every open session holds a shared lock on the
/// folder itself (flock, which ends with the process), so that one who is alone can know it and sweep.
class ArtefactStore {
 public:
  explicit ArtefactStore(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }
  std::string path_of(const std::string& sha256) const { return folder_ + "/" + sha256; }

  /// Makes the folder if need be and joins its users. True: there is no other, and none can join before
  /// settle(). Where the file system knows no such locks it is never true. Errors: Io, NotFound.
  Result<bool> join();
  /// Lets others join.
  Status settle();

  /// Copies a file in, synced, under its hash. Nothing is left behind on failure.
  Result<StoredFile> add(const std::string& file);
  /// Whether the file is there with its size.
  bool has(const StoredFile& file) const;
  /// Removes a file, if it is there.
  void remove(const std::string& sha256);
  /// Removes unfinished files and those whose hash is not in `keep`; leaves what is not named by a hash. Only
  /// for one who is alone.
  void sweep(const std::set<std::string>& keep);
  /// Removes the folder if nothing is in it.
  void remove_if_empty();

 private:
  std::string folder_;
  FileDescriptor lock_;
};

/// 64 lower-case hex digits: a name that is safe to make a path of.
bool is_sha256(const std::string& text);

}  // namespace athena::session
