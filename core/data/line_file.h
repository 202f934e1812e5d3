// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job_context.h"
#include "core/data/byte_store.h"

namespace athena {

/// The lines of a text file, plain or gzip, read as they are asked for; every 64th is indexed. A line ends
/// with \n or \r\n; a byte order mark and empty lines at the end do not count.
class LineFile {
 public:
  using Visit = std::function<Status(std::string_view line, std::int64_t number)>;

  /// Reads the file once and shows each line to `visit`, whose error ends that. InvalidArgument: a line
  /// longer than a mebibyte, or no line at all; NotSupported: a NUL byte, so it is no text.
  static Result<std::shared_ptr<const LineFile>> open(const std::string& path, const Visit& visit,
                                                      const JobContext& job);

  std::int64_t lines() const { return lines_; }
  const std::string& hash() const { return hash_; }  // SHA-256 of what the file holds unpacked
  const std::string& path() const { return path_; }

  /// Line `number` counted from 0; safe from any thread. Io.
  Result<std::string> line(std::int64_t number) const;

 private:
  std::string path_, hash_;
  std::int64_t lines_ = 0;
  std::uint64_t size_ = 0;
  std::vector<std::uint64_t> index_;  // where lines 0, 64, 128, ... begin
  std::shared_ptr<const ByteSource> bytes_;
};

}  // namespace athena
