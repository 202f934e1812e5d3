// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/static_codes.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

#include "core/kernels/isa.h"
#include "core/kernels/quantize/channels_last.h"
#include "core/kernels/split.h"
#include "core/runtime/packed_weights.h"
#include "core/runtime/value_or_throw.h"

namespace athena {

kernels::RowRange static_range(double scale, std::int64_t zero_point, const char* op) {
  const auto single = static_cast<float>(scale);
  TORCH_CHECK(std::isnormal(single) && single > 0, op, ": a scale of ", scale,
              "; it must be a positive normal fp32 number.");
  TORCH_CHECK(zero_point >= 0 && zero_point <= 255, op, ": a zero point of ", zero_point,
              "; it must be in [0, 255].");
  return {single, static_cast<std::int32_t>(zero_point)};
}

void check_codes(const at::Tensor& codes, const char* op) {
  TORCH_CHECK(codes.defined() && codes.device().is_cpu() && codes.scalar_type() == at::kByte, op,
              ": the codes must be a tensor of uint8 on the CPU, as athena::quantize_static gives it.");
}

at::Tensor quantize_static(const at::Tensor& x, double scale, std::int64_t zero_point) {
  constexpr const char* kOp = "athena::quantize_static";
  const kernels::RowRange range = static_range(scale, zero_point, kOp);
  TORCH_CHECK(x.defined() && x.device().is_cpu() && at::isFloatingType(x.scalar_type()) && x.dim() >= 2, kOp,
              ": the input must be a floating-point tensor [batch, channels, ...] on the CPU.");
  refuse_gradient(x, kOp);
  static const kernels::Isa isa = value_or_throw(kernels::active_isa());
  const at::Tensor values = x.to(at::kFloat), last = values.movedim(1, -1);
  at::Tensor codes = at::empty(last.sizes(), last.options().dtype(at::kByte));
  auto* to = codes.mutable_data_ptr<std::uint8_t>();
  if (last.is_contiguous()) {
    const auto* from = last.const_data_ptr<float>();
    at::parallel_for(0, last.numel(), kernels::kQuantizeGrain, [&](std::int64_t begin, std::int64_t end) {
      kernels::quantize_row_u8(from + begin, end - begin, range, to + begin, isa);
    });
    return codes.movedim(-1, 1);
  }
  const at::Tensor first = values.contiguous();
  const std::int64_t batch = x.size(0), channels = x.size(1),
                     positions = x.numel() / std::max<std::int64_t>(1, batch * channels);
  const auto* from = first.const_data_ptr<float>();
  for (std::int64_t b = 0; b < batch; ++b)
    at::parallel_for(0, positions, kernels::grain_of(channels, kernels::kQuantizeGrain),
                     [&](std::int64_t begin, std::int64_t end) {
                       kernels::quantize_channels_last(from + b * channels * positions, channels, positions,
                                                       range, begin, end, to + b * channels * positions, isa);
                     });
  return codes.movedim(-1, 1);
}

at::Tensor dequantize_static(const at::Tensor& codes, double scale, std::int64_t zero_point) {
  constexpr const char* kOp = "athena::dequantize_static";
  const kernels::RowRange range = static_range(scale, zero_point, kOp);
  check_codes(codes, kOp);
  const at::Tensor dense = codes.is_non_overlapping_and_dense() ? codes : codes.contiguous();
  at::Tensor values = at::empty_like(dense, dense.options().dtype(at::kFloat), at::MemoryFormat::Preserve);
  const auto* from = dense.const_data_ptr<std::uint8_t>();
  auto* to = values.mutable_data_ptr<float>();
  at::parallel_for(0, dense.numel(), kernels::kQuantizeGrain, [&](std::int64_t begin, std::int64_t end) {
    kernels::dequantize_u8(from + begin, end - begin, range, to + begin);
  });
  return values;
}

}  // namespace athena
