// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_conv/conv_weights.h"

#include <algorithm>
#include <string>

#include "core/kernels/check_depth.h"
#include "core/kernels/cpu.h"
#include "core/kernels/int8_linear/int8_linear.h"

namespace athena::kernels {

Status check_weights(const ConvWeights& weights, Isa isa) {
  if (weights.n < 0 || weights.channels < 0 || weights.groups < 1 || weights.kernel[0] < 1 ||
      weights.kernel[1] < 1 || weights.n % weights.groups != 0)
    return fail(
        ErrorCode::InvalidArgument,
        "int8 convolution: sizes that fit no weights; pass [n, channels, height, width] with n a multiple of "
        "the groups.");
  const int64_t depth = weights.channels * weights.kernel[0] * weights.kernel[1];
  if ((weights.values == nullptr && weights.n * depth > 0) || (weights.scales == nullptr && weights.n > 0))
    return fail(ErrorCode::InvalidArgument, "int8 convolution: weights without values or scales; pass both.");
  ATHENA_TRY(check_depth("int8 convolution", depth, "weights of one output", Int8Linear::kMaxDepth));
  if (!cpu_has(isa))
    return fail(ErrorCode::NotSupported, "int8 convolution: this CPU does not have " +
                                             std::string(name(isa)) + "; pack for one of available_isas().");
  const int8_t* end = weights.values + weights.n * depth;
  if (std::find(weights.values, end, int8_t{-128}) != end)
    return fail(ErrorCode::InvalidArgument,
                "int8 convolution: a weight of -128; symmetric weights are in [-127, 127].");
  return {};
}

}  // namespace athena::kernels
