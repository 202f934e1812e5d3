// SPDX-License-Identifier: Apache-2.0
#include "core/graph/checked_file.h"

#include <filesystem>
#include <future>

#include "core/base/sha256.h"
#include "core/graph/archive.h"

namespace athena {
namespace {

std::int64_t bytes_of(const std::string& path) {
  std::error_code gone;
  return static_cast<std::int64_t>(std::filesystem::file_size(path, gone));
}

}  // namespace

Result<CheckedFile> check_file(const std::string& path, const JobContext& job) {
  ATHENA_TRY(job.poll());
  CheckedFile file;
  file.path = path;
  std::future<Result<std::string>> hash = std::async(std::launch::async, sha256_file, path, job);
  ATHENA_ASSIGN(ArchiveContents contents, check_archive(path));
  file.extra_files = std::move(contents.extra_files);
  ATHENA_TRY(job.poll());
  ATHENA_ASSIGN(file.hash, hash.get());
  file.bytes = bytes_of(path);
  ATHENA_TRY(job.poll());
  return file;
}

Result<CheckedFile> known_file(const std::string& path, const std::string& hash) {
  ATHENA_ASSIGN(ArchiveContents contents, list_archive(path));
  return CheckedFile{path, hash, bytes_of(path), std::move(contents.extra_files), /*read=*/false};
}

}  // namespace athena
