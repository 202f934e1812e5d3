// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/kernels/simd/activation_constants.h"

// core/kernels/activation.cpp in vectors, operation by operation; see there. For per-ISA files only.
namespace {

template <class V>
inline typename V::F exp_clamped(typename V::F z) {
  using F = typename V::F;
  // NaN is the second operand and so stays.
  z = V::min(V::set(ATHENA_EXP_MAX), V::max(V::set(ATHENA_EXP_MIN), z));
  const F n = V::round(V::mul(z, V::set(ATHENA_LOG2E)));
  F r = V::fma(V::negate(n), V::set(ATHENA_LN2_HI), z);
  r = V::fma(V::negate(n), V::set(ATHENA_LN2_LO), r);
  F p = V::set(ATHENA_EXP_P0);
  p = V::fma(p, r, V::set(ATHENA_EXP_P1));
  p = V::fma(p, r, V::set(ATHENA_EXP_P2));
  p = V::fma(p, r, V::set(ATHENA_EXP_P3));
  p = V::fma(p, r, V::set(ATHENA_EXP_P4));
  p = V::fma(p, r, V::set(ATHENA_EXP_P5));
  p = V::add(V::fma(p, V::mul(r, r), r), V::set(1.0f));
  return V::mul(p, V::power_of_two(V::to_int(n)));
}

template <class V>
inline typename V::F gelu_erf(typename V::F x) {
  using F = typename V::F;
  const F one = V::set(1.0f), z = V::mul(x, V::set(ATHENA_SQRT_HALF));
  const F t = V::div(one, V::fma(V::magnitude(z), V::set(ATHENA_ERF_P), one));
  F p = V::set(ATHENA_ERF_A5);
  p = V::fma(p, t, V::set(ATHENA_ERF_A4));
  p = V::fma(p, t, V::set(ATHENA_ERF_A3));
  p = V::fma(p, t, V::set(ATHENA_ERF_A2));
  p = V::fma(p, t, V::set(ATHENA_ERF_A1));
  const F tail = V::mul(V::mul(p, t), exp_clamped<V>(V::negate(V::mul(z, z))));
  const F erf = V::copy_sign(V::magnitude(V::sub(one, tail)), z);
  return V::mul(V::mul(V::set(0.5f), x), V::add(one, erf));
}

template <class V>
inline typename V::F gelu_tanh(typename V::F x) {
  using F = typename V::F;
  const F inner = V::fma(V::mul(V::mul(x, x), x), V::set(ATHENA_GELU_CUBIC), x);
  const F kept = V::max(V::set(ATHENA_GELU_TANH_MIN), x);
  const F e = exp_clamped<V>(V::mul(inner, V::set(ATHENA_MINUS_2_SQRT_2_OVER_PI)));
  return V::div(kept, V::add(V::set(1.0f), e));
}

template <class V>
inline typename V::F silu(typename V::F x) {
  const typename V::F kept = V::max(V::set(ATHENA_EXP_MIN), x);
  return V::div(kept, V::add(V::set(1.0f), exp_clamped<V>(V::negate(x))));
}

/// activation: the value of athena::kernels::Activation.
template <class V>
inline typename V::F activate(int32_t activation, typename V::F x) {
  switch (activation) {
    case 1:
      return V::max(V::zero(), x);
    case 2:
      return gelu_erf<V>(x);
    case 3:
      return gelu_tanh<V>(x);
    case 4:
      return silu<V>(x);
    case 5:
      return V::min(V::set(6.0f), V::max(V::zero(), x));
    default:
      return x;
  }
}

}  // namespace
