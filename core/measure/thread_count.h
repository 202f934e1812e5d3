// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/result.h"

namespace athena {

/// Sets LibTorch's intra-op thread count for the calling thread, and puts the former one back.
class ThreadCount {
 public:
  /// InvalidArgument: LibTorch did not take `threads`.
  static Result<ThreadCount> set(int threads);
  ThreadCount(ThreadCount&& other) noexcept;
  ThreadCount& operator=(ThreadCount&&) = delete;
  ~ThreadCount();

 private:
  explicit ThreadCount(int former) : former_(former) {}
  int former_;  // 0: moved from
};

}  // namespace athena
