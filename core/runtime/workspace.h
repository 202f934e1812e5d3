// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <cstddef>

#include "core/kernels/aligned_buffer.h"

namespace athena {

/// Bytes for one call of a kernel, as aligned as it wants them. Some kilobytes, which are what one row or a
/// few take, lie within the object, on the stack: the allocator's time would be felt there.
class Workspace {
 public:
  explicit Workspace(std::size_t bytes) {
    static_assert(kAlignment <= c10::gAlignment, "LibTorch's allocator aligns it");
    if (bytes > sizeof(near_)) far_ = c10::GetCPUAllocator()->allocate(bytes);
  }
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  void* get() { return far_ ? far_.get() : near_; }

 private:
  static constexpr std::size_t kAlignment = kernels::AlignedBuffer::kAlignment;
  alignas(kAlignment) std::byte near_[16384];
  c10::DataPtr far_;
};

}  // namespace athena
