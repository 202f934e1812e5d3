// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/quantize/quantize.h"
#include "core/kernels/simd/rows.h"

namespace athena::kernels {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kHalfMost = 65504.0f, kHalfNormal = 0x1p-14f, kHalfLeast = 0x1p-24f;

// scale, or 1 where there is nothing to represent, or NaN where there is no range.
float usable(float scale) {
  if (!std::isfinite(scale)) return kNan;
  return scale < std::numeric_limits<float>::min() ? 1.0f : scale;
}

int32_t clamped_round(float scaled, int32_t low, int32_t high) {
  if (std::isnan(scaled)) return std::clamp(0, low, high);
  return static_cast<int32_t>(
      std::clamp(std::nearbyint(scaled), static_cast<float>(low), static_cast<float>(high)));
}

struct Int4Range {
  float scale;
  int32_t zero_point;
};

float stored(float scale, ScaleType type) {
  return type == ScaleType::Fp16 ? stored_half_scale(scale) : scale;
}

Int4Range symmetric_range(const rows::Extremes& found, ScaleType type) {
  return {stored(usable(std::max(-found.low, found.high) / 7.0f + found.poison), type), 8};
}

Int4Range asymmetric_range(const rows::Extremes& found, ScaleType type) {
  const float step = (found.high - found.low) / 15.0f + found.poison;
  if (!std::isfinite(step) || step < std::numeric_limits<float>::min()) return {usable(step), 8};
  const float scale = stored(step, type);
  return {scale, clamped_round(-found.low * (1.0f / scale), 0, 15)};
}

void quantize_group(const float* w, int64_t count, Int4Range range, int32_t lowest, uint8_t* codes) {
  const float inverse = 1.0f / range.scale;
  for (int64_t i = 0; i < count; ++i)
    codes[i] = static_cast<uint8_t>(
        clamped_round(w[i] * inverse, lowest - range.zero_point, 15 - range.zero_point) + range.zero_point);
}

int64_t group_length(int64_t k, int64_t group) { return group <= 0 || group > k ? k : group; }

}  // namespace

float stored_half_scale(float scale) {
  if (!std::isfinite(scale)) return scale;
  if (scale < kHalfNormal) return std::max(std::ceil(scale / kHalfLeast) * kHalfLeast, kHalfLeast);
  int exponent = 0;
  const float digits = std::frexp(scale, &exponent);
  const float nearest = std::ldexp(std::nearbyint(digits * 0x1p11f), exponent - 11);
  return nearest > kHalfMost ? std::numeric_limits<float>::infinity() : nearest;
}

float quantize_channel_s8(const float* w, int64_t k, int8_t* codes) {
  const rows::Extremes found = rows::scan_scalar(w, k);
  const float scale = usable(std::max(-found.low, found.high) / 127.0f + found.poison);
  const float inverse = 1.0f / scale;
  for (int64_t i = 0; i < k; ++i) codes[i] = static_cast<int8_t>(clamped_round(w[i] * inverse, -127, 127));
  return scale;
}

int64_t int4_groups(int64_t k, int64_t group) {
  if (k <= 0) return 0;
  const int64_t length = group_length(k, group);
  return (k + length - 1) / length;
}

void quantize_channel_int4(const float* w, int64_t k, int64_t group, uint8_t* codes, float* scales,
                           ScaleType type) {
  const int64_t length = group_length(k, group);
  for (int64_t g = 0, start = 0; start < k; ++g, start += length) {
    const int64_t count = std::min(length, k - start);
    const Int4Range range = symmetric_range(rows::scan_scalar(w + start, count), type);
    scales[g] = range.scale;
    quantize_group(w + start, count, range, 1, codes + start);
  }
}

void quantize_channel_int4(const float* w, int64_t k, int64_t group, uint8_t* codes, float* scales,
                           uint8_t* zero_points, ScaleType type) {
  const int64_t length = group_length(k, group);
  for (int64_t g = 0, start = 0; start < k; ++g, start += length) {
    const int64_t count = std::min(length, k - start);
    const Int4Range range = asymmetric_range(rows::scan_scalar(w + start, count), type);
    scales[g] = range.scale;
    zero_points[g] = static_cast<uint8_t>(range.zero_point);
    quantize_group(w + start, count, range, 0, codes + start);
  }
}

void pack_int4(const uint8_t* codes, int64_t k, uint8_t* packed) {
  for (int64_t i = 0; i < k; i += 2) {
    const int high = i + 1 < k ? codes[i + 1] : 0;
    packed[i / 2] = static_cast<uint8_t>((codes[i] & 15) | (high << 4));
  }
}

void unpack_int4(const uint8_t* packed, int64_t k, uint8_t* codes) {
  for (int64_t i = 0; i < k; ++i) codes[i] = (packed[i / 2] >> (4 * (i & 1))) & 15;
}

}  // namespace athena::kernels
