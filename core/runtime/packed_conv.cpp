// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_conv.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

namespace athena {
namespace {

using kernels::Pair;
using Sizes = std::vector<std::int64_t>;

/// One number stands for all dimensions.
Sizes expanded(at::IntArrayRef numbers, std::int64_t dimensions, const char* what) {
  const auto wanted = static_cast<std::size_t>(dimensions);
  if (numbers.size() == 1) return Sizes(wanted, numbers[0]);
  TORCH_CHECK(numbers.size() == wanted, "athena::conv: ", what, " is ", numbers, "; this layer has ",
              dimensions, " dimensions.");
  return numbers.vec();
}

/// Height and width; one dimension is a width.
Pair pair_of(const Sizes& numbers, std::int64_t missing) {
  return numbers.size() == 1 ? Pair{missing, numbers[0]} : Pair{numbers[0], numbers[1]};
}

void check_positive(const Sizes& numbers, const char* what) {
  for (const std::int64_t number : numbers)
    TORCH_CHECK(number > 0, "athena::conv: ", what, " must be above 0, not ", number, ".");
}

void check_not_negative(const Sizes& numbers, const char* what) {
  for (const std::int64_t number : numbers)
    TORCH_CHECK(number >= 0, "athena::conv: ", what, " must not be below 0, as ", number, " is.");
}

struct Padding {
  Sizes before, after;
};

Padding padding_of(at::IntArrayRef numbers, std::int64_t dimensions) {
  Padding padding;
  if (numbers.size() == 2 * static_cast<std::size_t>(dimensions))
    for (std::size_t i = 0; i < numbers.size(); i += 2) {
      padding.before.push_back(numbers[i]);
      padding.after.push_back(numbers[i + 1]);
    }
  else
    padding.before = padding.after = expanded(numbers, dimensions, "the padding");
  check_not_negative(padding.before, "the padding");
  check_not_negative(padding.after, "the padding");
  return padding;
}

/// at::convolution pads both ends alike.
at::Tensor padded_by(const at::Tensor& x, Padding& padding) {
  if (padding.before == padding.after) return x;
  Sizes ends;
  for (std::size_t i = padding.before.size(); i-- > 0;) {
    ends.push_back(padding.before[i]);
    ends.push_back(padding.after[i]);
  }
  padding.before.assign(padding.before.size(), 0);
  return at::constant_pad_nd(x, ends);
}

}  // namespace

Result<c10::intrusive_ptr<PackedConv>> PackedConv::create(ConvData data) {
  ATHENA_TRY(check(data));
  detach_tensors(data.weights);
  auto packed = c10::intrusive_ptr<PackedConv>::unsafe_steal_from_new(new PackedConv(std::move(data)));
  ATHENA_TRY(packed->pack());
  return packed;
}

Status PackedConv::pack() {
  if (data_.weights.scheme != Scheme::Int8Dynamic) {
    weights_ = dequantize(data_);
    return {};
  }
  if (dimensions() > 2)
    return fail(
        ErrorCode::NotSupported,
        "int8-dynamic serves convolutions of one and two dimensions; use int8-weight for this layer.");
  if (data_.transposed) {
    ATHENA_ASSIGN(weights_, Int8Transposed::create(data_));
    return {};
  }
  const LinearData& stored = data_.weights;
  ATHENA_ASSIGN(kernels::Int8Conv conv,
                kernels::Int8Conv::pack(
                    {stored.n, stored.k / data_.taps(), data_.groups, pair_of(data_.kernel, 1),
                     stored.values.const_data_ptr<std::int8_t>(), stored.scales.const_data_ptr<float>(),
                     stored.bias.defined() ? stored.bias.const_data_ptr<float>() : nullptr}));
  weights_ = std::make_unique<Int8Convolution>(std::move(conv));
  return {};
}

void PackedConv::check_input(const at::Tensor& x, bool transposed) const {
  TORCH_CHECK(transposed == data_.transposed, "athena::conv: the weights of ", kind(),
              " belong to athena::", data_.transposed ? "conv_transpose." : "conv.");
  TORCH_CHECK(x.defined() && x.device().is_cpu() && at::isFloatingType(x.scalar_type()),
              "athena::conv: the input must be a floating-point tensor on the CPU.");
  const std::int64_t channel_axis = x.dim() - dimensions() - 1;
  TORCH_CHECK((channel_axis == 0 || channel_axis == 1) && x.size(channel_axis) == in_channels(),
              "athena::conv: an input of shape ", x.sizes(), " for a ", kind(), " of ", in_channels(),
              " input channels; it must be [batch, ", in_channels(), ", ...] with ", dimensions(),
              " dimensions after the channels.");
  refuse_gradient(x, "athena::conv");
}

/// Every output is the sum of one filter's products; of a transposed convolution every input meets its
/// filters whole.
std::int64_t PackedConv::multiply_adds_of(const at::Tensor& x, const at::Tensor& y) const {
  const std::int64_t elements = data_.weights.n * data_.weights.k;
  return data_.transposed ? x.numel() * (elements / in_channels()) : y.numel() * (elements / out_channels());
}

/// Runs x as fp32 with a batch; the result is as x is.
template <typename Run>
at::Tensor PackedConv::with_samples(const at::Tensor& x, bool transposed, const Run& run) {
  check_input(x, transposed);
  const bool is_one = x.dim() == dimensions() + 1, is_float = x.scalar_type() == at::kFloat;
  at::Tensor samples = (is_float ? x : x.to(at::kFloat)).contiguous();
  if (is_one) samples = samples.unsqueeze(0);
  at::Tensor y = run(samples);
  if (y.numel() > 0) count_call(multiply_adds_of(samples, y), multiplies_integers(data_.weights.scheme));
  if (is_one) y = y.squeeze(0);
  return is_float ? y : y.to(x.scalar_type());
}

at::Tensor PackedConv::forward(const at::Tensor& x, at::IntArrayRef stride_, at::IntArrayRef padding_,
                               at::IntArrayRef dilation_) {
  const Sizes stride = expanded(stride_, dimensions(), "the stride"),
              dilation = expanded(dilation_, dimensions(), "the dilation");
  check_positive(stride, "the stride");
  check_positive(dilation, "the dilation");
  Padding padding = padding_of(padding_, dimensions());
  return with_samples(x, false, [&](const at::Tensor& samples) {
    if (const auto* dense = std::get_if<at::Tensor>(&weights_)) {
      const at::Tensor around = padded_by(samples, padding);
      return at::convolution(around, *dense, data_.weights.bias, stride, padding.before, dilation, false,
                             Sizes(stride.size(), 0), data_.groups);
    }
    kernels::ConvInput input;
    input.batch = samples.size(0);
    input.size = pair_of({samples.sizes().begin() + 2, samples.sizes().end()}, 1);
    input.stride = pair_of(stride, 1);
    input.dilation = pair_of(dilation, 1);
    input.before = pair_of(padding.before, 0);
    input.after = pair_of(padding.after, 0);
    at::Tensor y = std::get<std::unique_ptr<Int8Convolution>>(weights_)->run(samples, input);
    return dimensions() == 1 ? y.squeeze(2) : y;
  });
}

at::Tensor PackedConv::forward_mode(const at::Tensor& x, at::IntArrayRef stride, std::string_view padding,
                                    at::IntArrayRef dilation_) {
  if (padding == "valid") return forward(x, stride, {0}, dilation_);
  TORCH_CHECK(padding == "same", "athena::conv: the padding '", padding, "' is neither 'same' nor 'valid'.");
  for (const std::int64_t step : stride)
    TORCH_CHECK(step == 1, "athena::conv: padding 'same' needs a stride of 1, not ", stride, ".");
  const Sizes dilation = expanded(dilation_, dimensions(), "the dilation");
  Sizes ends;
  for (std::size_t i = 0; i < data_.kernel.size(); ++i) {
    const std::int64_t total = dilation[i] * (data_.kernel[i] - 1);
    ends.push_back(total / 2);
    ends.push_back(total - total / 2);
  }
  return forward(x, stride, ends, dilation);
}

at::Tensor PackedConv::forward_transposed(const at::Tensor& x, at::IntArrayRef stride_,
                                          at::IntArrayRef padding_, at::IntArrayRef output_padding_,
                                          at::IntArrayRef dilation_) {
  const Sizes stride = expanded(stride_, dimensions(), "the stride"),
              padding = expanded(padding_, dimensions(), "the padding"),
              output_padding = expanded(output_padding_, dimensions(), "the output padding"),
              dilation = expanded(dilation_, dimensions(), "the dilation");
  check_positive(stride, "the stride");
  check_positive(dilation, "the dilation");
  check_not_negative(padding, "the padding");
  check_not_negative(output_padding, "the output padding");
  return with_samples(x, true, [&](const at::Tensor& samples) {
    if (const auto* dense = std::get_if<at::Tensor>(&weights_))
      return at::convolution(samples, *dense, data_.weights.bias, stride, padding, dilation, true,
                             output_padding, data_.groups);
    const at::Tensor images = dimensions() == 1 ? samples.unsqueeze(2) : samples;
    at::Tensor y = std::get<std::unique_ptr<Int8Transposed>>(weights_)->run(
        images, {pair_of(stride, 1), pair_of(padding, 0), pair_of(output_padding, 0), pair_of(dilation, 1)});
    return dimensions() == 1 ? y.squeeze(2) : y;
  });
}

std::string PackedConv::kind() const {
  return (data_.transposed ? "ConvTranspose" : "Conv") + std::to_string(dimensions()) + "d";
}

std::string PackedConv::kernel() const {
  if (calls() == 0) return {};
  if (const auto* conv = std::get_if<std::unique_ptr<Int8Convolution>>(&weights_))
    return std::string((*conv)->kernel().kernel_name());
  if (const auto* transposed = std::get_if<std::unique_ptr<Int8Transposed>>(&weights_))
    return std::string((*transposed)->kernel_name());
  return "dequantized_f32_at_convolution";
}

}  // namespace athena
