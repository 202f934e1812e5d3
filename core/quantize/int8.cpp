// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/kernels/quantize/quantize.h"
#include "core/kernels/split.h"
#include "core/quantize/families.h"

namespace athena {

LinearData pack_int8(const at::Tensor& weight, Scheme scheme) {
  LinearData data{.scheme = scheme, .n = weight.size(0), .k = weight.size(1)};
  data.values = at::empty({data.n, data.k}, at::kChar);
  data.scales = at::empty({data.n}, at::kFloat);
  const auto* from = weight.const_data_ptr<float>();
  auto* values = data.values.mutable_data_ptr<std::int8_t>();
  auto* scales = data.scales.mutable_data_ptr<float>();
  const std::int64_t grain = kernels::grain_of(data.k, kernels::kQuantizeGrain);
  at::parallel_for(0, data.n, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t n = begin; n < end; ++n)
      scales[n] = kernels::quantize_channel_s8(from + n * data.k, data.k, values + n * data.k);
  });
  return data;
}

}  // namespace athena
