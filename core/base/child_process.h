// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// What a child may use; unset: as much as its parent.
struct ProcessLimits {
  /// Address space, bytes. Not applied in a build with AddressSanitizer, whose shadow takes terabytes of it.
  std::optional<std::int64_t> memory{};
  std::optional<std::int64_t> cpu_seconds{};
  std::optional<std::int64_t> file_bytes{};  // size of any file it writes
  std::optional<std::chrono::milliseconds> wall_clock{};
};

struct ProcessOptions {
  ProcessLimits limits{};
  std::string working_folder{};                                    // empty: the parent's
  std::vector<std::pair<std::string, std::string>> environment{};  // added to the parent's
  /// Bytes kept of each stream; what follows is read and dropped.
  std::size_t output_limit = std::size_t{1} << 20;
};

struct ProcessResult {
  int exit_code = -1;             // -1 when a signal ended it
  int signal = 0;                 // that ended it, or 0
  bool timed_out = false;         // the wall-clock limit ended it
  std::string output, errors;     // of stdout and stderr
  bool output_truncated = false;  // either went over output_limit
  bool ok() const { return exit_code == 0; }
  /// "exited with 3", "was killed by signal 11 (Segmentation fault)", "took longer than allowed".
  std::string how_it_ended() const;
};

/// Runs `program` (a path; looked up in PATH when it has no slash) without a shell and waits for its end.
/// stdin is empty, no other descriptor is inherited, no core file is written. A cancelled `context` and the
/// wall-clock limit kill it with all it started; it dies with its parent. Any end but cancellation is a
/// ProcessResult; errors: NotFound or Io (it could not be started), Cancelled. A paused `context` does not
/// hold it.
Result<ProcessResult> run_process(const std::string& program, const std::vector<std::string>& arguments,
                                  const ProcessOptions& options = {}, const JobContext& context = {});

}  // namespace athena
