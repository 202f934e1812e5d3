// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/result.h"

namespace athena::cli {

/// A folder for files on their way, removed with all that is in it.
class TemporaryFolder {
 public:
  /// In the system's folder for such (TMPDIR). Io.
  static Result<TemporaryFolder> make();
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryFolder();

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace athena::cli
