// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

// The per-ISA halves of recurrent layers; see core/kernels/recurrent/recurrent.h for what they compute.
namespace athena::kernels::recurrent {

#define ATHENA_DECLARE_RECURRENT(isa)                                                        \
  void lstm_##isa(const float* x, const float* h, int64_t size, float* cell, float* hidden); \
  void gru_##isa(const float* x, const float* h, int64_t size, float* hidden);               \
  void rnn_tanh_##isa(const float* x, const float* h, int64_t size, float* hidden);          \
  void rnn_relu_##isa(const float* x, const float* h, int64_t size, float* hidden);

ATHENA_DECLARE_RECURRENT(scalar)
ATHENA_DECLARE_RECURRENT(avx2)
ATHENA_DECLARE_RECURRENT(avx512)
#undef ATHENA_DECLARE_RECURRENT

}  // namespace athena::kernels::recurrent
