// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/activation.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include "core/kernels/simd/activation_constants.h"

namespace athena::kernels {

float exp_clamped(float z) {
  if (std::isnan(z)) return z;
  z = z < ATHENA_EXP_MIN ? ATHENA_EXP_MIN : (z > ATHENA_EXP_MAX ? ATHENA_EXP_MAX : z);
  const float n = std::nearbyint(z * ATHENA_LOG2E);
  float r = std::fma(-n, ATHENA_LN2_HI, z);
  r = std::fma(-n, ATHENA_LN2_LO, r);
  float p = ATHENA_EXP_P0;
  p = std::fma(p, r, ATHENA_EXP_P1);
  p = std::fma(p, r, ATHENA_EXP_P2);
  p = std::fma(p, r, ATHENA_EXP_P3);
  p = std::fma(p, r, ATHENA_EXP_P4);
  p = std::fma(p, r, ATHENA_EXP_P5);
  p = std::fma(p, r * r, r) + 1.0f;
  return p * std::bit_cast<float>((static_cast<int32_t>(n) + 127) << 23);
}

namespace {

float gelu_erf(float x) {
  const float z = x * ATHENA_SQRT_HALF;
  const float size = std::fabs(z);
  const float t = 1.0f / std::fma(size, ATHENA_ERF_P, 1.0f);
  float p = ATHENA_ERF_A5;
  p = std::fma(p, t, ATHENA_ERF_A4);
  p = std::fma(p, t, ATHENA_ERF_A3);
  p = std::fma(p, t, ATHENA_ERF_A2);
  p = std::fma(p, t, ATHENA_ERF_A1);
  const float tail = p * t * exp_clamped(-(z * z));
  const float erf = std::copysign(1.0f - tail, z);
  return 0.5f * x * (1.0f + erf);
}

float gelu_tanh(float x) {
  const float inner = std::fma(x * x * x, ATHENA_GELU_CUBIC, x);
  const float kept = x < ATHENA_GELU_TANH_MIN ? ATHENA_GELU_TANH_MIN : x;
  return kept / (1.0f + exp_clamped(inner * ATHENA_MINUS_2_SQRT_2_OVER_PI));
}

float silu(float x) {
  const float kept = x < ATHENA_EXP_MIN ? ATHENA_EXP_MIN : x;
  return kept / (1.0f + exp_clamped(-x));
}

}  // namespace

float activate(Activation activation, float x) {
  switch (activation) {
    case Activation::None:
      return x;
    case Activation::Relu:
      return x < 0.0f ? 0.0f : x;
    case Activation::GeluErf:
      return gelu_erf(x);
    case Activation::GeluTanh:
      return gelu_tanh(x);
    case Activation::Silu:
      return silu(x);
    case Activation::Relu6:
      return x < 0.0f ? 0.0f : (x > 6.0f ? 6.0f : x);
  }
  return x;
}

}  // namespace athena::kernels
