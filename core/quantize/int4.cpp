// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <vector>

#include "core/kernels/quantize/quantize.h"
#include "core/kernels/split.h"
#include "core/quantize/families.h"

namespace athena {
namespace {

Status check_scales(const at::Tensor& scales, bool half) {
  const std::int64_t lost = count_not_finite(scales);
  if (lost == 0) return {};
  return fail(ErrorCode::InvalidArgument,
              c10::str(lost, " of ", scales.numel(), " scales are too large for ",
                       half ? "fp16; use scales=fp32" : "fp32; use fp32", " for this layer."));
}

}  // namespace

Result<LinearData> pack_int4(const at::Tensor& weight, const LinearScheme& scheme) {
  LinearData data{.scheme = scheme.scheme, .n = weight.size(0), .k = weight.size(1)};
  data.group = scheme.group < data.k ? scheme.group : 0;
  const std::int64_t groups = kernels::int4_groups(data.k, data.group), row_bytes = (data.k + 1) / 2;
  data.values = at::empty({data.n, row_bytes}, at::kByte);
  data.scales = at::empty({data.n, groups}, at::kFloat);
  if (scheme.zero_points) data.zero_points = at::empty({data.n, groups}, at::kByte);
  const auto* from = weight.const_data_ptr<float>();
  auto* values = data.values.mutable_data_ptr<std::uint8_t>();
  auto* scales = data.scales.mutable_data_ptr<float>();
  auto* zeros = scheme.zero_points ? data.zero_points.mutable_data_ptr<std::uint8_t>() : nullptr;
  const auto type = scheme.half_scales ? kernels::ScaleType::Fp16 : kernels::ScaleType::Fp32;
  const std::int64_t grain = kernels::grain_of(data.k, kernels::kQuantizeGrain);
  at::parallel_for(0, data.n, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(data.k));
    for (std::int64_t n = begin; n < end; ++n) {
      const float* row = from + n * data.k;
      float* row_scales = scales + n * groups;
      if (zeros == nullptr)
        kernels::quantize_channel_int4(row, data.k, data.group, codes.data(), row_scales, type);
      else
        kernels::quantize_channel_int4(row, data.k, data.group, codes.data(), row_scales, zeros + n * groups,
                                       type);
      kernels::pack_int4(codes.data(), data.k, values + n * row_bytes);
    }
  });
  ATHENA_TRY(check_scales(data.scales, scheme.half_scales));
  if (scheme.half_scales) data.scales = data.scales.to(at::kHalf);
  return data;
}

}  // namespace athena
