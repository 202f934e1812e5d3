// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_conv.h"

#include <ATen/ATen.h>

#include <utility>
#include <vector>

#include "core/runtime/fused_ops.h"
#include "core/runtime/static_codes.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using kernels::Pair;
using Sizes = std::vector<std::int64_t>;

/// Height and width; one dimension is a width.
Pair pair_of(const Sizes& numbers, std::int64_t missing) {
  return numbers.size() == 1 ? Pair{missing, numbers[0]} : Pair{numbers[0], numbers[1]};
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
  if (!multiplies_integers(data_.weights.scheme)) {
    weights_ = dequantize(data_);
    return {};
  }
  if (dimensions() > 2)
    return fail(ErrorCode::NotSupported,
                scheme() + " serves convolutions of one and two dimensions; use int8-weight for this layer.");
  if (data_.transposed) {
    ATHENA_ASSIGN(weights_, Int8Transposed::create(data_));
    return {};
  }
  ATHENA_ASSIGN(isa_, kernels::active_isa());
  return kernels::check_weights(int8_weights(), isa_);
}

kernels::ConvWeights PackedConv::int8_weights() const {
  const LinearData& stored = data_.weights;
  return {stored.n,
          stored.k / data_.taps(),
          data_.groups,
          pair_of(data_.kernel, 1),
          stored.values.const_data_ptr<std::int8_t>(),
          stored.scales.const_data_ptr<float>(),
          stored.bias.defined() ? stored.bias.const_data_ptr<float>() : nullptr};
}

Int8Convolution& PackedConv::dynamic() {
  std::call_once(dynamic_packed_, [this] {
    dynamic_ =
        std::make_unique<Int8Convolution>(value_or_throw(kernels::Int8Conv::pack(int8_weights(), isa_)));
  });
  return *dynamic_;
}

QuantizedConvolution& PackedConv::quantized() {
  std::call_once(quantized_packed_, [this] {
    quantized_ = std::make_unique<QuantizedConvolution>(
        value_or_throw(kernels::QuantizedConv::pack(int8_weights(), isa_)));
  });
  return *quantized_;
}

void PackedConv::check_shape(const at::Tensor& x, std::int64_t channel_axis) const {
  TORCH_CHECK((channel_axis == 0 || channel_axis == 1) && x.size(channel_axis) == in_channels(),
              "athena::conv: an input of shape ", x.sizes(), " for a ", kind(), " of ", in_channels(),
              " input channels; it must be [batch, ", in_channels(), ", ...] with ", dimensions(),
              " dimensions after the channels.");
}

void PackedConv::check_input(const at::Tensor& x, bool transposed) const {
  TORCH_CHECK(transposed == data_.transposed, "athena::conv: the weights of ", kind(),
              " belong to athena::", data_.transposed ? "conv_transpose." : "conv.");
  TORCH_CHECK(x.defined() && x.device().is_cpu() && at::isFloatingType(x.scalar_type()),
              "athena::conv: the input must be a floating-point tensor on the CPU.");
  check_shape(x, x.dim() - dimensions() - 1);
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

kernels::ConvInput PackedConv::input_of(const at::Tensor& samples, const ConvGeometry& geometry) const {
  kernels::ConvInput input;
  input.batch = samples.size(0);
  input.size = pair_of({samples.sizes().begin() + 2, samples.sizes().end()}, 1);
  input.stride = pair_of(geometry.stride, 1);
  input.dilation = pair_of(geometry.dilation, 1);
  input.before = pair_of(geometry.before, 0);
  input.after = pair_of(geometry.after, 0);
  return input;
}

at::Tensor PackedConv::forward(const at::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding,
                               at::IntArrayRef dilation, kernels::Activation activation) {
  ConvGeometry geometry = conv_geometry(stride, padding, dilation, dimensions());
  return with_samples(x, false, [&](const at::Tensor& samples) {
    if (const auto* dense = std::get_if<at::Tensor>(&weights_)) {
      const at::Tensor around = padded_by(samples, geometry);
      return activated(
          at::convolution(around, *dense, data_.weights.bias, geometry.stride, geometry.before,
                          geometry.dilation, false, Sizes(geometry.stride.size(), 0), data_.groups),
          activation);
    }
    at::Tensor y = dynamic().run(samples, input_of(samples, geometry), activation);
    ran_.store(Ran::Dynamic, std::memory_order_release);
    return dimensions() == 1 ? y.squeeze(2) : y;
  });
}

at::Tensor PackedConv::forward_static(const at::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding,
                                      at::IntArrayRef dilation, const kernels::ConvRanges& ranges,
                                      const at::Tensor& add) {
  constexpr const char* kOp = "athena::conv_static";
  TORCH_CHECK(!data_.transposed && multiplies_integers(data_.weights.scheme), kOp, ": the weights are a ",
              kind(), "'s in ", scheme(),
              "; they must be a Conv1d's or Conv2d's in int8-static or int8-dynamic.");
  check_codes(x, kOp);
  check_shape(x, x.dim() == dimensions() + 2 ? 1 : -1);
  if (add.defined()) {
    check_codes(add, kOp);
    TORCH_CHECK(add.dim() == x.dim(), kOp, ": the tensor to add is of shape ", add.sizes(),
                "; it and the result must be alike.");
  }
  const ConvGeometry geometry = conv_geometry(stride, padding, dilation, dimensions());
  const auto image = [&](const at::Tensor& codes) {
    const bool is_row = codes.dim() == 3;
    return (is_row ? codes.unsqueeze(2) : codes).contiguous(at::MemoryFormat::ChannelsLast);
  };
  at::Tensor y = quantized().run(image(x), input_of(x, geometry), ranges, add.defined() ? image(add) : add);
  if (y.numel() > 0) {
    ran_.store(Ran::Quantized, std::memory_order_release);
    count_call(multiply_adds_of(x, y), true);
  }
  return dimensions() == 1 ? y.squeeze(2) : y;
}

at::Tensor PackedConv::forward_mode(const at::Tensor& x, at::IntArrayRef stride, std::string_view padding,
                                    at::IntArrayRef dilation) {
  return forward(x, stride, named_padding(padding, stride, dilation, data_.kernel), dilation);
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
  if (const auto* transposed = std::get_if<std::unique_ptr<Int8Transposed>>(&weights_))
    return std::string((*transposed)->kernel_name());
  if (std::holds_alternative<at::Tensor>(weights_)) return "dequantized_f32_at_convolution";
  switch (ran_.load(std::memory_order_acquire)) {
    case Ran::None:
      return {};
    case Ran::Dynamic:
      return std::string(dynamic_->kernel().kernel_name());
    case Ran::Quantized:
      return std::string(quantized_->kernel().kernel_name());
  }
  return {};
}

}  // namespace athena
