// SPDX-License-Identifier: Apache-2.0
#include "core/measure/thread_count.h"

#include <ATen/Parallel.h>

#include <string>
#include <utility>

namespace athena {

Result<ThreadCount> ThreadCount::set(int threads) {
  const std::string wanted = std::to_string(threads);
  if (threads < 1) return fail(ErrorCode::InvalidArgument, "A model cannot run on " + wanted + " threads.");
  // Reading first: a thread that has not asked yet initializes lazily, and would overwrite what is set here.
  ThreadCount guard(at::get_num_threads());
  at::set_num_threads(threads);
  if (at::get_num_threads() != threads)
    return fail(ErrorCode::InvalidArgument, "LibTorch runs on " + std::to_string(at::get_num_threads()) +
                                                " threads instead of " + wanted + ".");
  return guard;
}

ThreadCount::ThreadCount(ThreadCount&& other) noexcept : former_(std::exchange(other.former_, 0)) {}

ThreadCount::~ThreadCount() {
  if (former_ > 0) at::set_num_threads(former_);
}

}  // namespace athena
