// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/util/intrusive_ptr.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>

#include "athena/types/result.h"
#include "core/runtime/conv_data.h"
#include "core/runtime/conv_geometry.h"
#include "core/runtime/int8_convolution.h"
#include "core/runtime/int8_transposed.h"
#include "core/runtime/packed_weights.h"
#include "core/runtime/quantized_convolution.h"

namespace athena {

/// The weights of a convolution of one to three dimensions, or of a transposed one, packed for this machine's
/// instruction set (or ATHENA_FORCE_ISA's), int8 when a call first wants them so. In TorchScript:
/// `__torch__.torch.classes.athena.PackedConv`.
class PackedConv : public PackedWeights {
 public:
  /// InvalidArgument: check(data) says what is wrong; NotSupported: int8-dynamic or int8-static in three
  /// dimensions, sums of this depth could overflow, or ATHENA_FORCE_ISA names an ISA this CPU lacks.
  static Result<c10::intrusive_ptr<PackedConv>> create(ConvData data);

  /// As aten::convolution over x [batch, channels, sizes...] or one sample without a batch, of x's floating
  /// dtype; computed in fp32. `padding`: before and after each dimension alike, or before and after each in
  /// turn; `activation` of what comes out. int8-dynamic and int8-static: as Int8Conv defines it, so a
  /// sample's result depends on that sample alone, bit for bit. fp16, bf16 and int8-weight: at::convolution
  /// with weights made fp32 once. Throws c10::Error: x has other dimensions or channels, is not floating or
  /// not on the CPU, is smaller than the kernel, or is to have a gradient; the weights are those of a
  /// transposed convolution.
  at::Tensor forward(const at::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding,
                     at::IntArrayRef dilation, kernels::Activation activation = kernels::Activation::None);

  /// `padding` "valid" (none) or "same": as many outputs as inputs, at a stride of 1.
  at::Tensor forward_mode(const at::Tensor& x, at::IntArrayRef stride, std::string_view padding,
                          at::IntArrayRef dilation);

  /// Between tensors of codes (static_codes.h) with known ranges, as QuantizedConv defines it: x [batch,
  /// channels, sizes...] and the result are u8, channels last, which costs nothing where x is so already;
  /// `add` is like the result, or undefined. int8-static and int8-dynamic alone, of one or two dimensions.
  /// Throws c10::Error: x or `add` is not u8 on the CPU or of another shape, other schemes or ranges, and as
  /// forward.
  at::Tensor forward_static(const at::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding,
                            at::IntArrayRef dilation, const kernels::ConvRanges& ranges,
                            const at::Tensor& add = {});

  /// As aten::conv_transpose1d and its like.
  at::Tensor forward_transposed(const at::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding,
                                at::IntArrayRef output_padding, at::IntArrayRef dilation);

  const ConvData& data() const { return data_; }
  std::string kind() const override;
  std::string scheme() const override { return std::string(name(data_.weights.scheme)); }
  std::int64_t stored_bytes() const override { return athena::stored_bytes(data_.weights); }
  std::int64_t in_channels() const { return data_.input_channels(); }
  std::int64_t out_channels() const { return data_.weights.n; }
  std::int64_t groups() const { return data_.groups; }
  /// The fp32 weights that the stored ones stand for, as aten::convolution takes them.
  at::Tensor unpack() const { return dequantize(data_); }

  std::string kernel() const override;

 private:
  explicit PackedConv(ConvData data) : data_(std::move(data)) {}
  std::int64_t dimensions() const { return static_cast<std::int64_t>(data_.kernel.size()); }
  Status pack();
  kernels::ConvWeights int8_weights() const;
  Int8Convolution& dynamic();
  QuantizedConvolution& quantized();
  void check_shape(const at::Tensor& x, std::int64_t channel_axis) const;
  void check_input(const at::Tensor& x, bool transposed) const;
  kernels::ConvInput input_of(const at::Tensor& samples, const ConvGeometry& geometry) const;
  std::int64_t multiply_adds_of(const at::Tensor& x, const at::Tensor& y) const;
  template <typename Run>
  at::Tensor with_samples(const at::Tensor& x, bool transposed, const Run& run);

  ConvData data_;
  /// fp32 weights for at::convolution, or a transposed convolution's packed weights; else none.
  std::variant<std::monostate, at::Tensor, std::unique_ptr<Int8Transposed>> weights_;
  kernels::Isa isa_ = kernels::Isa::Scalar;
  std::once_flag dynamic_packed_, quantized_packed_;
  std::unique_ptr<Int8Convolution> dynamic_;
  std::unique_ptr<QuantizedConvolution> quantized_;
  /// Which of the two ran last, once it is there to be asked for its name.
  enum class Ran { None, Dynamic, Quantized };
  std::atomic<Ran> ran_{Ran::None};
};

}  // namespace athena
