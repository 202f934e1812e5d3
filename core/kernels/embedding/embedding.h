// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "core/kernels/isa.h"

namespace athena::kernels {

/// What lookups in a quantized table and sums over bags of its rows are made of. Every ISA gives the same
/// bits; k is a row's length.
struct EmbeddingKernels {
  /// y[i] = values[i] * scale
  void (*dequantize_s8)(const int8_t* values, int64_t k, float scale, float* y);
  /// y[i] = (code[i] - zero point) * scale, of i's group; values [(k + 1) / 2], low nibble first. A group is
  /// a multiple of 32, or 0 for the whole row; zero_points null: all 8.
  void (*dequantize_int4)(const uint8_t* values, int64_t k, int64_t group, const float* scales,
                          const uint8_t* zero_points, float* y);
  /// sum[i] = fma(weight, row[i], sum[i])
  void (*add)(const float* row, int64_t k, float weight, float* sum);
  /// most[i] = row[i] > most[i] ? row[i] : most[i]
  void (*maximum)(const float* row, int64_t k, float* most);
  /// "scalar", "avx2" or "avx512".
  std::string_view name;
};

const EmbeddingKernels& embedding_kernels(Isa isa);

}  // namespace athena::kernels
