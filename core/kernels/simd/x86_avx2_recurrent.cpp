// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/simd/recurrent_cells_vector.h"
#include "core/kernels/simd/vec256.h"

namespace athena::kernels::recurrent {

void lstm_avx2(const float* x, const float* h, int64_t size, float* cell, float* hidden) {
  lstm_row<Vec256>(x, h, size, cell, hidden);
}

void gru_avx2(const float* x, const float* h, int64_t size, float* hidden) {
  gru_row<Vec256>(x, h, size, hidden);
}

void rnn_tanh_avx2(const float* x, const float* h, int64_t size, float* hidden) {
  rnn_tanh_row<Vec256>(x, h, size, hidden);
}

void rnn_relu_avx2(const float* x, const float* h, int64_t size, float* hidden) {
  rnn_relu_row<Vec256>(x, h, size, hidden);
}

}  // namespace athena::kernels::recurrent
