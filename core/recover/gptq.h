// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

/// The values that an integer scheme can store: s times the integers from -most to most, with s a group's
/// largest magnitude over `most`. With zero points s (q - z) for q from 0 to `most`, with s the group's
/// range, widened to hold 0, over `most`, and z the nearest integer to its low end over -s.
struct IntegerGrid {
  std::int64_t most = 127;
  std::int64_t group = 0;  // weights of a row that share a scale; 0: all of them
  bool zero_points = false;
  bool half_scales = false;  // s is what kernels::stored_half_scale() makes of it
};

/// Rounds `weight` fp32 [N, K] to `grid`, column by column: each column's error is taken to those that follow
/// as far as the inputs go together, so that the outputs change least over what the layer met. `moment`: fp64
/// [K, K], see InputMoment. `mask`: bool [N, K] or undefined; where it is false the weight stays zero.
/// `damping`: this share of the moment's mean diagonal is added to its diagonal. A group's largest weight
/// (with zero points its least and its greatest) keeps its code, so that rounding the result to nearest by
/// the same grid gives the result. Source: Frantar et al., "GPTQ: Accurate Post-Training Quantization for
/// Generative Pre-trained Transformers", 2022. InvalidArgument: shapes that do not fit, a moment that is not
/// finite, or scales too large for fp16. Cancelled.
Result<at::Tensor> round_by_moment(const at::Tensor& weight, const at::Tensor& moment, IntegerGrid grid,
                                   const at::Tensor& mask, double damping, const JobContext& job);

}  // namespace athena
