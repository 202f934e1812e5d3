// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/recurrent_cells_vector.h"
#include "core/kernels/simd/vec512.h"

namespace athena::kernels::recurrent {

void lstm_avx512(const float* x, const float* h, int64_t size, float* cell, float* hidden) {
  lstm_row<Vec512>(x, h, size, cell, hidden);
}

void gru_avx512(const float* x, const float* h, int64_t size, float* hidden) {
  gru_row<Vec512>(x, h, size, hidden);
}

void rnn_tanh_avx512(const float* x, const float* h, int64_t size, float* hidden) {
  rnn_tanh_row<Vec512>(x, h, size, hidden);
}

void rnn_relu_avx512(const float* x, const float* h, int64_t size, float* hidden) {
  rnn_relu_row<Vec512>(x, h, size, hidden);
}

}  // namespace athena::kernels::recurrent
