// SPDX-License-Identifier: Apache-2.0
#include "core/train/fake_quantize.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <cmath>
#include <vector>

#include "core/kernels/quantize/quantize.h"
#include "core/kernels/split.h"

namespace athena {

FakeQuantized fake_quantize_rows(const at::Tensor& x) {
  FakeQuantized out{at::empty(x.sizes(), x.options()), at::empty(x.sizes(), x.options().dtype(at::kBool))};
  if (x.numel() == 0) return out;
  const std::int64_t k = x.size(-1), rows = x.numel() / k;
  const auto* from = x.const_data_ptr<float>();
  auto* values = out.values.mutable_data_ptr<float>();
  auto* inside = out.inside.mutable_data_ptr<bool>();
  const std::int64_t grain = kernels::grain_of(k, kernels::kQuantizeGrain);
  at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(k));
    for (std::int64_t row = begin; row < end; ++row) {
      const kernels::RowRange range = kernels::quantize_row_u8(from + row * k, k, codes.data());
      const float inverse = 1.0f / range.scale, zero = static_cast<float>(range.zero_point);
      for (std::int64_t i = 0; i < k; ++i) {
        const float code = std::nearbyint(from[row * k + i] * inverse) + zero;
        values[row * k + i] =
            static_cast<float>(codes[static_cast<std::size_t>(i)] - range.zero_point) * range.scale;
        inside[row * k + i] = code >= 0 && code <= 255;
      }
    }
  });
  return out;
}

}  // namespace athena
