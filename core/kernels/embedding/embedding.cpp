// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/embedding/embedding.h"

#include "core/kernels/simd/embedding_rows.h"

namespace athena::kernels {

const EmbeddingKernels& embedding_kernels(Isa isa) {
  using namespace embedding;
  static constexpr EmbeddingKernels scalar{dequantize_s8_scalar, dequantize_int4_scalar, add_scalar,
                                           maximum_scalar, "scalar"};
  static constexpr EmbeddingKernels avx2{dequantize_s8_avx2, dequantize_int4_avx2, add_avx2, maximum_avx2,
                                         "avx2"};
  static constexpr EmbeddingKernels avx512{dequantize_s8_avx512, dequantize_int4_avx512, add_avx512,
                                           maximum_avx512, "avx512"};
  return of_vectors(isa, scalar, avx2, avx512);
}

}  // namespace athena::kernels
