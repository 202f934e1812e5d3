// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// The per-ISA half of layer normalization; see core/kernels/norm/layer_norm.h.
namespace athena::kernels::norm {

/// One row: x[i] = a[i] + b[i] (b null: a[i]), kept in `sum` unless that is null; then
/// y[i] = (x[i] - mean) / sqrt(variance + epsilon) * gamma[i] + beta[i], where gamma or beta may be null.
using RowFunction = void (*)(const float* a, const float* b, int64_t k, const float* gamma, const float* beta,
                             float epsilon, float* sum, float* y);

#define ATHENA_DECLARE_NORM(isa)                                                                   \
  void row_##isa(const float* a, const float* b, int64_t k, const float* gamma, const float* beta, \
                 float epsilon, float* sum, float* y);

ATHENA_DECLARE_NORM(scalar)
ATHENA_DECLARE_NORM(avx2)
ATHENA_DECLARE_NORM(avx512)
#undef ATHENA_DECLARE_NORM

}  // namespace athena::kernels::norm
