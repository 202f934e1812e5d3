// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <memory>

namespace athena::kernels {

/// Zeroed bytes that start at a cache line; large ones ask for huge pages, which a stream of weights gains
/// from.
class AlignedBuffer {
 public:
  static constexpr size_t kAlignment = 64;

  AlignedBuffer() = default;
  explicit AlignedBuffer(size_t bytes);

  size_t size() const { return size_; }
  template <typename T>
  T* as() {
    return reinterpret_cast<T*>(data_.get());
  }
  template <typename T>
  const T* as() const {
    return reinterpret_cast<const T*>(data_.get());
  }

 private:
  struct Free {
    Free() : Free(0) {}
    explicit Free(size_t mapping) : mapped(mapping) {}
    void operator()(std::byte* data) const;
    size_t mapped;  // bytes of a mapping of its own; 0: from the heap
  };
  std::unique_ptr<std::byte, Free> data_;
  size_t size_ = 0;
};

}  // namespace athena::kernels
