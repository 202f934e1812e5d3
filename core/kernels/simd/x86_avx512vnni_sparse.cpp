// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/lanes512.h"
#include "core/kernels/simd/sparse_vector.h"

namespace athena::kernels::sparse {

void arrange_avx512(const float* x, ptrdiff_t ldx, int32_t rows, int64_t k, float* to, ptrdiff_t lanes) {
  arrange_rows<Lanes16>(x, ldx, rows, k, to, lanes);
}

void f32sparse_f32_64x128_avx512vnni(const Tile& tile) { run_tile<Lanes16>(tile); }

}  // namespace athena::kernels::sparse
