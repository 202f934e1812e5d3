// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "athena/types/result.h"
#include "core/base/file_descriptor.h"

namespace athena {

/// A file that appears under its name whole or not at all: written under a temporary name in the same folder,
/// synced, renamed, and the folder synced. Until commit() the old file, if any, is untouched; without
/// commit() nothing is left behind. Errors: Io (full, read-only, no permission), NotFound (no such folder),
/// InvalidArgument (the name is that of a folder or a device).
class AtomicFile {
 public:
  /// Starts a file that is to become `path`.
  static Result<AtomicFile> create(const std::string& path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) noexcept;
  ~AtomicFile();

  Status write(std::string_view bytes);

  /// Where the bytes are until commit(), for a library that writes by name (torch::jit::Module::save): it may
  /// truncate or replace the file there.
  const std::string& temporary_path() const { return temporary_; }

  Status commit() { return commit_as(path_); }
  /// Commits only where nothing has the name yet; else InvalidArgument. Of two processes one wins.
  Status commit_new();
  /// Commits under another name in the same folder, for one that is known only once all is written.
  Status commit_as(const std::string& path);

 private:
  AtomicFile() = default;
  void discard();
  Status publish(const std::string& path, Status (*rename)(const std::string&, const std::string&));

  std::string path_, temporary_;
  FileDescriptor file_;
};

/// Writes `bytes` to `path`, whole or not at all.
Status write_file_atomically(const std::string& path, std::string_view bytes);

/// Copies a file to `path`, whole or not at all. Gives the SHA-256 of what was copied.
Result<std::string> copy_file_atomically(const std::string& from, const std::string& path);

/// Makes a folder and its missing parents, and syncs the parent so that the folder outlives a power cut.
Status make_folder(const std::string& path);

/// Syncs the folder that holds `path`, so that a rename or removal there outlives a power cut.
Status sync_folder_of(const std::string& path);

}  // namespace athena
