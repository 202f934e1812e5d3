// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/aligned_buffer.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace athena::kernels {
namespace {

constexpr size_t kHugePage = size_t{2} << 20;

size_t round_up(size_t bytes, size_t to) { return (bytes + to - 1) / to * to; }

/// Fresh pages from the start of a huge one: what the heap hands out again may lie on small pages already,
/// which advice does not change. A rest that fills no huge page stays on small ones. Null: no memory.
std::byte* map(size_t bytes) {
  constexpr size_t kPage = 4096;
  const size_t used = round_up(bytes, kPage), all = used + kHugePage;
  void* mapped = mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return nullptr;
  auto* begin = static_cast<std::byte*>(mapped);
  const size_t before =
      round_up(reinterpret_cast<uintptr_t>(begin), kHugePage) - reinterpret_cast<uintptr_t>(begin);
  std::byte* data = begin + before;
  if (before > 0) munmap(begin, before);
  if (all - before > used) munmap(data + used, all - before - used);
  // Only advice: without huge pages the buffer works all the same.
  madvise(data, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
  return data;
}

}  // namespace

AlignedBuffer::AlignedBuffer(size_t bytes) : size_(bytes) {
  if (bytes == 0) return;
  const bool mapped = bytes >= kHugePage;
  const size_t rounded = round_up(bytes, kAlignment);
  auto* data = mapped ? map(bytes) : static_cast<std::byte*>(std::aligned_alloc(kAlignment, rounded));
  if (data == nullptr) throw std::bad_alloc();
  data_ = {data, Free(mapped ? bytes : 0)};
  if (!mapped) std::memset(data, 0, rounded);
}

void AlignedBuffer::Free::operator()(std::byte* data) const {
  if (mapped > 0)
    munmap(data, mapped);
  else
    std::free(data);
}

}  // namespace athena::kernels
