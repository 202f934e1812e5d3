// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/norm/layer_norm.h"

#include "core/kernels/simd/norm.h"

namespace athena::kernels {
namespace {

norm::RowFunction find(Isa isa) {
  return of_vectors<norm::RowFunction>(isa, norm::row_scalar, norm::row_avx2, norm::row_avx512);
}

}  // namespace

void LayerNorm::run(const float* a, const float* b, int64_t begin, int64_t end, float* sum, float* y,
                    Isa isa) const {
  const norm::RowFunction row = find(isa);
  for (int64_t at = begin * k; at < end * k; at += k)
    row(a + at, b == nullptr ? nullptr : b + at, k, gamma, beta, epsilon, sum == nullptr ? nullptr : sum + at,
        y + at);
}

}  // namespace athena::kernels
