// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string_view>

#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/runtime/linear_data.h"

namespace athena {

/// A scheme of a Linear layer with what it takes of its parameters.
struct LinearScheme {
  Scheme scheme = Scheme::Int8Dynamic;
  std::int64_t group = 0;    // int4: weights of a row that share one scale (a multiple of 32), 0: all of them
  bool zero_points = false;  // int4: a group's codes reach from its least weight to its greatest
  bool half_scales = false;  // int4: a group's scale is fp16
};

/// A recipe's scheme; of int4 "g" is the group, "zp" asks for zero points and "scales" says "fp32" or "fp16"
/// (without them: no zero points, fp32). InvalidArgument: no such scheme for a Linear layer ("fp32" is
/// none: such a layer is left alone), no or no usable group.
Result<LinearScheme> linear_scheme(std::string_view name, const Parameters& parameters);

/// Rounds a layer's weights to what `scheme` stores, each to the nearest value, by the functions of
/// core/kernels/quantize. weight [N, K] and bias [N] (or undefined) of any floating dtype; neither is
/// changed. Weights of half scales are rounded against the scales that are stored; see
/// kernels::stored_half_scale() for small ones. InvalidArgument: shapes, or weights that are NaN, infinite
/// or, stored as fp16 or bf16, would become so, or scales that would; the message says how many.
Result<LinearData> pack_linear(const at::Tensor& weight, const at::Tensor& bias, LinearScheme scheme);
Result<LinearData> pack_linear(const at::Tensor& weight, const at::Tensor& bias, std::string_view scheme,
                               const Parameters& parameters);

}  // namespace athena
