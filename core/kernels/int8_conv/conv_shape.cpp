// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_conv/conv_shape.h"

namespace athena::kernels {

Status check_input(const ConvInput& input, Pair kernel) {
  if (input.batch < 0) return fail(ErrorCode::InvalidArgument, "int8 convolution: a batch below 0.");
  for (const size_t axis : {0, 1}) {
    const int64_t padded = input.size[axis] + input.before[axis] + input.after[axis];
    if (input.size[axis] < 0 || input.before[axis] < 0 || input.after[axis] < 0 || input.stride[axis] < 1 ||
        input.dilation[axis] < 1)
      return fail(ErrorCode::InvalidArgument,
                  "int8 convolution: a size or padding below 0, or a stride or dilation below 1.");
    if (padded < input.dilation[axis] * (kernel[axis] - 1) + 1)
      return fail(ErrorCode::InvalidArgument,
                  "int8 convolution: the padded input is smaller than the kernel.");
  }
  return {};
}

ConvInput flattened(const ConvInput& input, Pair kernel) {
  const Pair one{1, 1}, none{0, 0};
  if (kernel != one || input.stride != one || input.before != none || input.after != none) return input;
  ConvInput flat = input;
  flat.size = {1, input.size[0] * input.size[1]};
  return flat;
}

}  // namespace athena::kernels
