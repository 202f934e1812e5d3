// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <string>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace athena {

struct ObserveOptions {
  std::string method = "forward";
  std::string split = "calibrate";
  std::int64_t samples = 128;  // the first of the split
  std::int64_t batch = 16;
};

/// Runs samples through a module that observes itself. InvalidArgument: no such method or split, no samples,
/// or inputs that the model refuses; Cancelled.
Status run_samples(const torch::jit::Module& observing, const DataSource& data, const ObserveOptions& options,
                   const JobContext& job);

/// Lets this thread's observing ops find what they add to: the interpreter hands an op nothing but its
/// operands.
template <typename Record>
class Recording {
 public:
  Recording(Record*& slot, Record& record) : slot_(&slot) { slot = &record; }
  ~Recording() { *slot_ = nullptr; }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

 private:
  Record** slot_;
};

}  // namespace athena
