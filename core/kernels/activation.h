// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace athena::kernels {

/// What a product's epilogue applies to each output.
enum class Activation { None, Relu, GeluErf, GeluTanh, Silu, Relu6 };

/// The definition that every ISA follows bit for bit; NaN gives NaN.
///   Relu      max(x, 0)
///   Relu6     min(max(x, 0), 6)
///   GeluErf   x/2 (1 + erf(x/sqrt 2)), erf after Abramowitz and Stegun 7.1.26: |error| <= 3e-7 max(1, |x|)
///   GeluTanh  x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))): relative error <= 2e-6 where |result| > 1e-6
///   Silu      x / (1 + exp(-x)): the same error
float activate(Activation activation, float x);

/// exp(z) with z clamped to [-87, 88], where the result is a normal float; NaN gives NaN.
float exp_clamped(float z);

}  // namespace athena::kernels
