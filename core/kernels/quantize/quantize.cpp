// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantize/quantize.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/quantize/row_kernels.h"

namespace athena::kernels {
namespace rows {

const Kernels& find(Isa isa) {
  static constexpr Kernels scalar{scan_scalar, codes_scalar, static_codes_scalar, centred_scalar};
  static constexpr Kernels avx2{scan_avx2, codes_avx2, static_codes_avx2, centred_avx2};
  static constexpr Kernels avx512{scan_avx512, codes_avx512, static_codes_avx512, centred_avx512};
  return of_vectors(isa, scalar, avx2, avx512);
}

RowRange range_of(const Extremes& extremes) {
  const float scale = (extremes.high - extremes.low) / 255.0f + extremes.poison;
  if (!std::isfinite(scale)) return {std::numeric_limits<float>::quiet_NaN(), 0};
  if (scale < std::numeric_limits<float>::min()) return {};
  const float zero_point = std::nearbyint(-extremes.low * (1.0f / scale));
  return {scale, static_cast<int32_t>(std::clamp(zero_point, 0.0f, 255.0f))};
}

}  // namespace rows

RowRange row_range_u8(const float* x, int64_t k, Isa isa) {
  return rows::range_of(rows::find(isa).scan(x, k));
}

RowRange quantize_row_u8(const float* x, int64_t k, uint8_t* codes, Isa isa) {
  const rows::Kernels& kernels = rows::find(isa);
  const RowRange range = rows::range_of(kernels.scan(x, k));
  kernels.codes(x, k, 1.0f / range.scale, range.zero_point, codes);
  return range;
}

void quantize_row_u8(const float* x, int64_t k, RowRange range, uint8_t* codes, Isa isa) {
  rows::find(isa).static_codes(x, k, 1.0f / range.scale, range.zero_point, codes);
}

}  // namespace athena::kernels
