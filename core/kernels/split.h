// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/kernels/aligned_buffer.h"

// How a product's work and workspace are divided; shared by the operations.
namespace athena::kernels {

constexpr int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }
constexpr int64_t round_up(int64_t a, int64_t b) { return ceil_div(a, b) * b; }

/// Work below which a second thread costs more than it saves: about 5 us of one core.
constexpr int64_t kMultiplyGrain = int64_t{1} << 20;  // multiplications
constexpr int64_t kQuantizeGrain = int64_t{1} << 15;  // values

constexpr int64_t grain_of(int64_t unit, int64_t enough) {
  return std::max<int64_t>(1, ceil_div(enough, std::max<int64_t>(1, unit)));
}

/// Bytes from row to row: whole cache lines and an odd number of them, so that the rows of a tile do not all
/// fall into the same sets of the cache, with a line to spare for kernels that read whole vectors.
constexpr int64_t padded_stride(int64_t bytes) { return ((ceil_div(bytes, 64) + 1) | 1) * 64; }

/// The workspace of a product of m rows: scales, zero points, then the codes.
struct RowHeaders {
  float* scale;          // [m]
  int32_t* zero_point;   // [m]
  unsigned char* codes;  // [m][stride]

  RowHeaders(void* workspace, int64_t m)
      : scale(static_cast<float*>(workspace)),
        zero_point(reinterpret_cast<int32_t*>(static_cast<unsigned char*>(workspace) + bytes(m) / 2)),
        codes(static_cast<unsigned char*>(workspace) + bytes(m)) {}

  static size_t bytes(int64_t m) {
    return 2 * static_cast<size_t>(round_up(m * 4, AlignedBuffer::kAlignment));
  }
};

}  // namespace athena::kernels
