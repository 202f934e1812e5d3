// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/kernels/simd/pool.h"

namespace athena::kernels::pool {

void maximum_scalar(const float* const* taps, int32_t count, int64_t channels, bool rectify, float* y) {
  for (int64_t c = 0; c < channels; ++c) {
    float most = taps[0][c];
    for (int32_t t = 1; t < count; ++t) {
      const float x = taps[t][c];
      if (x > most || std::isnan(x)) most = x;
    }
    y[c] = rectify && most < 0.0f ? 0.0f : most;
  }
}

void maximum_codes_scalar(const uint8_t* const* taps, int32_t count, int64_t channels, uint8_t* y) {
  for (int64_t c = 0; c < channels; ++c) {
    y[c] = taps[0][c];
    for (int32_t t = 1; t < count; ++t) y[c] = std::max(y[c], taps[t][c]);
  }
}

}  // namespace athena::kernels::pool
