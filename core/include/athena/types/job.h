// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <variant>

#include "athena/types/measurement.h"
#include "athena/types/model_info.h"
#include "athena/types/result.h"
#include "athena/types/variant.h"

namespace athena {

enum class JobId : std::int64_t {};
enum class Lane { Interactive, Work, Exclusive };
enum class JobState { Queued, Running, Paused, Done, Failed, Cancelled };

struct JobProgress {
  double fraction = 0;
  std::string doing;
};  // 0..1
struct JobSeriesPoint {
  std::string series;
  double x = 0, y = 0;
};
struct JobWarning {
  std::string text;
};
struct JobStateChange {
  JobState state = JobState::Queued;
  Error error;
};  // error: when Failed

/// What a running job says. Sent from the job's own thread.
struct JobEvent {
  JobId job{};
  std::variant<JobStateChange, JobProgress, JobSeriesPoint, JobWarning> what;
};

}  // namespace athena
