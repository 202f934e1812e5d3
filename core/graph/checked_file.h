// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// A TorchScript file whose archive is whole.
struct CheckedFile {
  std::string path, hash;  // SHA-256, lower-case hex
  std::int64_t bytes = 0;
  std::vector<std::string> extra_files;
  bool read = true;  // false: it has the hash unless its bytes changed and its stamp did not (known_files.h)
};

/// check_archive() and the file's hash. Io; Cancelled; the errors of check_archive().
Result<CheckedFile> check_file(const std::string& path, const JobContext& job = {});

/// A file that is known by its stamp, not read: who loads it compares the hash. The errors of list_archive().
Result<CheckedFile> known_file(const std::string& path, const std::string& hash);

}  // namespace athena
