// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces; OpenSSL does the work.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);
  /// 64 lower-case hex digits; call once, after the last update.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 of `bytes` as 64 lower-case hex digits.
std::string sha256(std::string_view bytes);

/// The same of a file's contents, read in pieces. It never holds where `job` is paused, so that it may run
/// beside the job. NotFound: no such file; Io: it cannot be read; Cancelled.
Result<std::string> sha256_file(const std::string& path, const JobContext& job = {});

}  // namespace athena
