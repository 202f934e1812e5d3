// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/int8_transposed.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <utility>

#include "core/kernels/split.h"

namespace athena {
namespace {

using kernels::Pair;

/// One axis of the convolution of stride 1.
struct Axis {
  std::int64_t taps, stride, padding, dilation;

  bool meets(std::int64_t r, std::int64_t k) const { return (r + padding - k * dilation) % stride == 0; }
  std::int64_t shift(std::int64_t r, std::int64_t k) const { return (r + padding - k * dilation) / stride; }

  /// Shifts [first, last] of the window, which holds 0.
  std::pair<std::int64_t, std::int64_t> window() const {
    std::int64_t first = 0, last = 0;
    for (std::int64_t r = 0; r < stride; ++r)
      for (std::int64_t k = 0; k < taps; ++k) {
        if (!meets(r, k)) continue;
        first = std::min(first, shift(r, k));
        last = std::max(last, shift(r, k));
      }
    return {first, last};
  }
};

Axis axis_of(const at::Tensor& values, const TransposedInput& input, std::size_t i) {
  return {values.size(static_cast<std::int64_t>(i) + 2), input.stride[i], input.padding[i],
          input.dilation[i]};
}

/// values [n, channels, taps, taps] -> [n, stride, stride, channels, window, window]; what no tap meets is 0.
at::Tensor spread(const at::Tensor& values, const TransposedInput& input) {
  const Axis rows = axis_of(values, input, 0), columns = axis_of(values, input, 1);
  const auto [top, bottom] = rows.window();
  const auto [left, right] = columns.window();
  at::Tensor out = at::zeros(
      {values.size(0), rows.stride, columns.stride, values.size(1), bottom - top + 1, right - left + 1},
      values.options());
  for (std::int64_t ry = 0; ry < rows.stride; ++ry)
    for (std::int64_t rx = 0; rx < columns.stride; ++rx)
      for (std::int64_t ky = 0; ky < rows.taps; ++ky)
        for (std::int64_t kx = 0; kx < columns.taps; ++kx)
          if (rows.meets(ry, ky) && columns.meets(rx, kx))
            out.select(1, ry)
                .select(1, rx)
                .select(2, rows.shift(ry, ky) - top)
                .select(2, columns.shift(rx, kx) - left)
                .copy_(values.select(2, ky).select(2, kx));
  return out;
}

}  // namespace

Int8Transposed::Int8Transposed(const ConvData& data)
    : scales_(data.weights.scales), bias_(data.weights.bias) {
  std::vector<std::int64_t> sizes{data.weights.n, data.weights.k / data.taps()};
  if (data.kernel.size() == 1) sizes.push_back(1);
  sizes.insert(sizes.end(), data.kernel.begin(), data.kernel.end());
  values_ = data.weights.values.view(sizes);
}

Result<std::unique_ptr<Int8Transposed>> Int8Transposed::create(const ConvData& data) {
  std::unique_ptr<Int8Transposed> made(new Int8Transposed(data));
  ATHENA_ASSIGN(made->conv_, made->pack({}));
  made->name_ = made->conv_->kernel().kernel_name();
  return made;
}

Result<std::shared_ptr<Int8Convolution>> Int8Transposed::pack(const TransposedInput& input) const {
  const at::Tensor values = spread(values_, input);
  const std::int64_t copies = input.stride[0] * input.stride[1];
  const at::Tensor scales = scales_.repeat_interleave(copies);
  const at::Tensor bias = bias_.defined() ? bias_.repeat_interleave(copies) : at::Tensor();
  ATHENA_ASSIGN(kernels::Int8Conv conv,
                kernels::Int8Conv::pack({scales.size(0),
                                         values.size(3),
                                         1,
                                         {values.size(4), values.size(5)},
                                         values.const_data_ptr<std::int8_t>(),
                                         scales.const_data_ptr<float>(),
                                         bias.defined() ? bias.const_data_ptr<float>() : nullptr}));
  return std::make_shared<Int8Convolution>(std::move(conv));
}

std::shared_ptr<Int8Convolution> Int8Transposed::packed_for(const TransposedInput& input) {
  const std::lock_guard lock(mutex_);
  if (packed_ != input) {
    auto packed = pack(input);
    TORCH_CHECK(packed.has_value(), "athena::conv_transpose: ", packed.error().message);
    conv_ = *std::move(packed);
    packed_ = input;
  }
  return conv_;
}

at::Tensor Int8Transposed::run(const at::Tensor& x, const TransposedInput& input) {
  kernels::ConvInput plain{.batch = x.size(0), .size = {x.size(2), x.size(3)}};
  Pair outputs{}, groups_of_outputs{};
  for (const std::size_t i : {0, 1}) {
    const Axis axis = axis_of(values_, input, i);
    outputs[i] = (plain.size[i] - 1) * axis.stride - 2 * axis.padding + axis.dilation * (axis.taps - 1) +
                 input.output_padding[i] + 1;
    TORCH_CHECK(outputs[i] > 0, "athena::conv_transpose: the output would have a size of ", outputs[i],
                "; the input is too small for this padding.");
    groups_of_outputs[i] = kernels::ceil_div(outputs[i], axis.stride);
    const auto [first, last] = axis.window();
    plain.before[i] = -first;
    plain.after[i] = std::max<std::int64_t>(0, groups_of_outputs[i] + last - plain.size[i]);
  }
  const at::Tensor y = packed_for(input)->run(x, plain);
  const auto [q0, q1] = groups_of_outputs;
  const auto [s0, s1] = input.stride;
  const std::int64_t n = values_.size(0);
  return y.narrow(2, 0, q0)
      .narrow(3, 0, q1)
      .reshape({x.size(0), n, s0, s1, q0, q1})
      .permute({0, 1, 4, 2, 5, 3})
      .reshape({x.size(0), n, q0 * s0, q1 * s1})
      .narrow(2, 0, outputs[0])
      .narrow(3, 0, outputs[1])
      .contiguous();
}

}  // namespace athena
