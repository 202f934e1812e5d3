// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/kernels/simd/rows.h"

namespace athena::kernels::rows {
namespace {

// Clamped before the conversion, which is undefined for what an int32 cannot hold; NaN gives 0.
int32_t rounded(float scaled, int32_t zero_point) {
  const auto low = static_cast<float>(-zero_point), high = static_cast<float>(255 - zero_point);
  const float nearest = std::nearbyint(scaled);
  if (!(nearest >= low)) return std::isnan(nearest) ? 0 : -zero_point;
  return static_cast<int32_t>(std::min(nearest, high));
}

}  // namespace

Extremes scan_scalar(const float* x, int64_t k) {
  Extremes found;
  for (int64_t i = 0; i < k; ++i) {
    found.low = x[i] < found.low ? x[i] : found.low;
    found.high = x[i] > found.high ? x[i] : found.high;
    found.poison += x[i] * 0.0f;
  }
  return found;
}

void codes_scalar(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes) {
  for (int64_t i = 0; i < k; ++i)
    codes[i] = static_cast<uint8_t>(rounded(x[i] * inverse_scale, zero_point) + zero_point);
}

void static_codes_scalar(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes) {
  codes_scalar(x, k, inverse_scale, zero_point, codes);
}

void centred_scalar(const float* x, int64_t k, float inverse_scale, int32_t zero_point, int16_t* codes) {
  for (int64_t i = 0; i < k; ++i) codes[i] = static_cast<int16_t>(rounded(x[i] * inverse_scale, zero_point));
}

}  // namespace athena::kernels::rows
