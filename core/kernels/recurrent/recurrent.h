// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string_view>

#include "core/kernels/isa.h"

namespace athena::kernels {

/// One time step of one sample of a recurrent layer, after its products: x and h hold every gate's product
/// with the input and with the hidden state, biases included; `size` is the length of a gate and of the
/// state. Gates lie in LibTorch's order, `hidden` and `cell` are read and written. Every ISA gives the same
/// bits.
///   sigmoid(a) = 1 / (1 + exp(-a)); tanh as in Cephes: within 2 units in the last place.
struct RecurrentKernels {
  /// x, h [4, size]: input, forget, cell, output. With i, f, o the sigmoids and g the tanh of x + h:
  /// cell = fma(f, cell, i g), hidden = o tanh(cell).
  void (*lstm)(const float* x, const float* h, int64_t size, float* cell, float* hidden);
  /// x, h [3, size]: reset, update, new. With r, z the sigmoids of x + h and n = tanh(fma(r, h, x)):
  /// hidden = fma(z, hidden - n, n).
  void (*gru)(const float* x, const float* h, int64_t size, float* hidden);
  /// x, h [size]: hidden = tanh(x + h), and hidden = max(x + h, 0).
  void (*rnn_tanh)(const float* x, const float* h, int64_t size, float* hidden);
  void (*rnn_relu)(const float* x, const float* h, int64_t size, float* hidden);
  /// "scalar", "avx2" or "avx512".
  std::string_view name;
};

const RecurrentKernels& recurrent_kernels(Isa isa);

}  // namespace athena::kernels
