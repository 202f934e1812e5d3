// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/recurrent/recurrent.h"

#include "core/kernels/simd/recurrent_cells.h"

namespace athena::kernels {

const RecurrentKernels& recurrent_kernels(Isa isa) {
  using namespace recurrent;
  static constexpr RecurrentKernels scalar{lstm_scalar, gru_scalar, rnn_tanh_scalar, rnn_relu_scalar,
                                           "scalar"};
  static constexpr RecurrentKernels avx2{lstm_avx2, gru_avx2, rnn_tanh_avx2, rnn_relu_avx2, "avx2"};
  static constexpr RecurrentKernels avx512{lstm_avx512, gru_avx512, rnn_tanh_avx512, rnn_relu_avx512,
                                           "avx512"};
  return of_vectors(isa, scalar, avx2, avx512);
}

}  // namespace athena::kernels
