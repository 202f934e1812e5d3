// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/kernels/activation.h"
#include "core/kernels/simd/activation_constants.h"
#include "core/kernels/simd/recurrent_cells.h"

namespace athena::kernels::recurrent {
namespace {

float sigmoid(float x) { return 1.0f / (1.0f + exp_clamped(-x)); }

float tanh_of(float x) {
  const float size = std::fabs(x), square = x * x;
  if (size < ATHENA_TANH_SMALL) {
    float p = ATHENA_TANH_P0;
    p = std::fma(p, square, ATHENA_TANH_P1);
    p = std::fma(p, square, ATHENA_TANH_P2);
    p = std::fma(p, square, ATHENA_TANH_P3);
    p = std::fma(p, square, ATHENA_TANH_P4);
    return std::fma(p * square, x, x);
  }
  return std::copysign(1.0f - 2.0f / (exp_clamped(size + size) + 1.0f), x);
}

}  // namespace

void lstm_scalar(const float* x, const float* h, int64_t size, float* cell, float* hidden) {
  for (int64_t i = 0; i < size; ++i) {
    const auto sum = [&](int64_t gate) { return x[gate * size + i] + h[gate * size + i]; };
    const float in = sigmoid(sum(0)), forget = sigmoid(sum(1)), candidate = tanh_of(sum(2));
    cell[i] = std::fma(forget, cell[i], in * candidate);
    hidden[i] = sigmoid(sum(3)) * tanh_of(cell[i]);
  }
}

void gru_scalar(const float* x, const float* h, int64_t size, float* hidden) {
  for (int64_t i = 0; i < size; ++i) {
    const float reset = sigmoid(x[i] + h[i]), update = sigmoid(x[size + i] + h[size + i]);
    const float fresh = tanh_of(std::fma(reset, h[2 * size + i], x[2 * size + i]));
    hidden[i] = std::fma(update, hidden[i] - fresh, fresh);
  }
}

void rnn_tanh_scalar(const float* x, const float* h, int64_t size, float* hidden) {
  for (int64_t i = 0; i < size; ++i) hidden[i] = tanh_of(x[i] + h[i]);
}

void rnn_relu_scalar(const float* x, const float* h, int64_t size, float* hidden) {
  for (int64_t i = 0; i < size; ++i) {
    const float sum = x[i] + h[i];
    hidden[i] = sum < 0.0f ? 0.0f : sum;
  }
}

}  // namespace athena::kernels::recurrent
