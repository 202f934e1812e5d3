// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/conv_geometry.h"

#include <ATen/ATen.h>

namespace athena {

using Sizes = std::vector<std::int64_t>;

Sizes expanded(at::IntArrayRef numbers, std::int64_t dimensions, const char* what) {
  const auto wanted = static_cast<std::size_t>(dimensions);
  if (numbers.size() == 1) return Sizes(wanted, numbers[0]);
  TORCH_CHECK(numbers.size() == wanted, "athena::conv: ", what, " is ", numbers, "; this layer has ",
              dimensions, " dimensions.");
  return numbers.vec();
}

void check_positive(at::IntArrayRef numbers, const char* what) {
  for (const std::int64_t number : numbers)
    TORCH_CHECK(number > 0, "athena::conv: ", what, " must be above 0, not ", number, ".");
}

void check_not_negative(at::IntArrayRef numbers, const char* what) {
  for (const std::int64_t number : numbers)
    TORCH_CHECK(number >= 0, "athena::conv: ", what, " must not be below 0, as ", number, " is.");
}

ConvGeometry conv_geometry(at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef dilation,
                           std::int64_t dimensions) {
  ConvGeometry geometry;
  geometry.stride = expanded(stride, dimensions, "the stride");
  geometry.dilation = expanded(dilation, dimensions, "the dilation");
  check_positive(geometry.stride, "the stride");
  check_positive(geometry.dilation, "the dilation");
  if (padding.size() == 2 * static_cast<std::size_t>(dimensions))
    for (std::size_t i = 0; i < padding.size(); i += 2) {
      geometry.before.push_back(padding[i]);
      geometry.after.push_back(padding[i + 1]);
    }
  else
    geometry.before = geometry.after = expanded(padding, dimensions, "the padding");
  check_not_negative(geometry.before, "the padding");
  check_not_negative(geometry.after, "the padding");
  return geometry;
}

Sizes named_padding(std::string_view padding, at::IntArrayRef stride, at::IntArrayRef dilation,
                    at::IntArrayRef kernel) {
  if (padding == "valid") return {0};
  TORCH_CHECK(padding == "same", "athena::conv: the padding '", padding, "' is neither 'same' nor 'valid'.");
  for (const std::int64_t step : stride)
    TORCH_CHECK(step == 1, "athena::conv: padding 'same' needs a stride of 1, not ", stride, ".");
  const Sizes steps = expanded(dilation, static_cast<std::int64_t>(kernel.size()), "the dilation");
  Sizes ends;
  for (std::size_t i = 0; i < kernel.size(); ++i) {
    const std::int64_t total = steps[i] * (kernel[i] - 1);
    ends.push_back(total / 2);
    ends.push_back(total - total / 2);
  }
  return ends;
}

at::Tensor padded_by(const at::Tensor& x, ConvGeometry& geometry) {
  if (geometry.before == geometry.after) return x;
  Sizes ends;
  for (std::size_t i = geometry.before.size(); i-- > 0;) {
    ends.push_back(geometry.before[i]);
    ends.push_back(geometry.after[i]);
  }
  geometry.before.assign(geometry.before.size(), 0);
  geometry.after = geometry.before;
  return at::constant_pad_nd(x, ends);
}

}  // namespace athena
