// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

// The per-ISA halves of embedding tables; see core/kernels/embedding/embedding.h for what they compute.
namespace athena::kernels::embedding {

#define ATHENA_DECLARE_EMBEDDING(isa)                                                              \
  void dequantize_s8_##isa(const int8_t* values, int64_t k, float scale, float* y);                \
  void dequantize_int4_##isa(const uint8_t* values, int64_t k, int64_t group, const float* scales, \
                             const uint8_t* zero_points, float* y);                                \
  void add_##isa(const float* row, int64_t k, float weight, float* sum);                           \
  void maximum_##isa(const float* row, int64_t k, float* most);

ATHENA_DECLARE_EMBEDDING(scalar)
ATHENA_DECLARE_EMBEDDING(avx2)
ATHENA_DECLARE_EMBEDDING(avx512)
#undef ATHENA_DECLARE_EMBEDDING

}  // namespace athena::kernels::embedding
