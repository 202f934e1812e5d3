// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "athena/workbench.h"

namespace athena::cli {

/// Runs the core's jobs one after the other, showing their progress; Ctrl-C cancels the one that runs.
class JobRunner {
 public:
  JobRunner();

  /// The job's outcome, which is a T. Cancelled: Ctrl-C, now or during an earlier job.
  template <typename T>
  Result<T> run(Request request) {
    auto outcome = finish(std::move(request));
    if (!outcome) return tl::make_unexpected(std::move(outcome).error());
    if (auto* wanted = std::get_if<T>(&*outcome)) return std::move(*wanted);
    return fail(ErrorCode::Internal, "A job gave another result than it should. Please report this.");
  }

  Result<ModelHandle> open(const std::string& path, bool trust = false) {
    return run<ModelHandle>(OpenRequest{path, trust});
  }

  const Workbench& workbench() const { return *workbench_; }

 private:
  Result<Outcome> finish(Request request);

  Interrupt interrupt_;  // before the workbench, whose threads must have its signals blocked
  Progress progress_;
  std::unique_ptr<Workbench> workbench_;
};

}  // namespace athena::cli
