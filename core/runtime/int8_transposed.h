// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <mutex>

#include "core/runtime/conv_data.h"
#include "core/runtime/int8_convolution.h"

namespace athena {

/// What a transposed convolution meets besides its weights, along height and width.
struct TransposedInput {
  kernels::Pair stride{1, 1}, padding{0, 0}, output_padding{0, 0}, dilation{1, 1};
  bool operator==(const TransposedInput&) const = default;
};

/// A transposed convolution as one convolution of stride 1: of stride s, output o = s q + r along an axis
/// meets input q + (r + padding - k dilation) / s at every tap k where that is whole; so the s values of r
/// are as many output channels over one window, and their results interleave.
class Int8Transposed {
 public:
  /// int8 data, at most two dimensions. As Int8Conv::pack for one that could not be packed for any stride.
  static Result<std::unique_ptr<Int8Transposed>> create(const ConvData& data);

  std::string_view kernel_name() const { return name_; }

  /// x [batch, channels, height, width], fp32 and contiguous. Throws c10::Error: the output would have no
  /// size.
  at::Tensor run(const at::Tensor& x, const TransposedInput& input);

 private:
  explicit Int8Transposed(const ConvData& data);
  Result<std::shared_ptr<Int8Convolution>> pack(const TransposedInput& input) const;
  std::shared_ptr<Int8Convolution> packed_for(const TransposedInput& input);

  at::Tensor values_, scales_, bias_;  // values [n, channels, height, width]
  std::string_view name_;
  std::mutex mutex_;
  TransposedInput packed_;
  std::shared_ptr<Int8Convolution> conv_;
};

}  // namespace athena
