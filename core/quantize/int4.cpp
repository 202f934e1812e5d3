// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <vector>

#include "core/kernels/quantize/quantize.h"
#include "core/kernels/split.h"
#include "core/quantize/families.h"

namespace athena {

LinearData pack_int4(const at::Tensor& weight, Scheme scheme, std::int64_t group) {
  LinearData data{.scheme = scheme, .n = weight.size(0), .k = weight.size(1)};
  data.group = group < data.k ? group : 0;
  const std::int64_t groups = kernels::int4_groups(data.k, data.group), row_bytes = (data.k + 1) / 2;
  data.values = at::empty({data.n, row_bytes}, at::kByte);
  data.scales = at::empty({data.n, groups}, at::kFloat);
  const auto* from = weight.const_data_ptr<float>();
  auto* values = data.values.mutable_data_ptr<std::uint8_t>();
  auto* scales = data.scales.mutable_data_ptr<float>();
  const std::int64_t grain = kernels::grain_of(data.k, kernels::kQuantizeGrain);
  at::parallel_for(0, data.n, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(data.k));
    for (std::int64_t n = begin; n < end; ++n) {
      kernels::quantize_channel_int4(from + n * data.k, data.k, data.group, codes.data(),
                                     scales + n * groups);
      kernels::pack_int4(codes.data(), data.k, values + n * row_bytes);
    }
  });
  return data;
}

}  // namespace athena
