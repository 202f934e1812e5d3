// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

// The per-ISA halves of row quantization; see quantize.h for what they compute.
namespace athena::kernels::rows {

/// What a scan of a row gives; low <= 0 <= high. `poison` is 0, or NaN where the row holds a NaN or an Inf.
struct Extremes {
  float low = 0, high = 0, poison = 0;
};

using ScanFunction = Extremes (*)(const float* x, int64_t k);
/// codes[i] = clamp(round(x[i] * inverse_scale) + zero_point, 0, 255). `codes` is for numbers whose range is
/// known to hold them; `static_codes` for any, and NaN gives the zero point.
using CodesFunction = void (*)(const float* x, int64_t k, float inverse_scale, int32_t zero_point,
                               uint8_t* codes);
/// codes[i] = clamp(round(x[i] * inverse_scale), -zero_point, 255 - zero_point): the u8 code less its zero
/// point
using CentredFunction = void (*)(const float* x, int64_t k, float inverse_scale, int32_t zero_point,
                                 int16_t* codes);

#define ATHENA_DECLARE_ROWS(isa)                                                                        \
  Extremes scan_##isa(const float* x, int64_t k);                                                       \
  void codes_##isa(const float* x, int64_t k, float inverse_scale, int32_t zero_point, uint8_t* codes); \
  void static_codes_##isa(const float* x, int64_t k, float inverse_scale, int32_t zero_point,           \
                          uint8_t* codes);                                                              \
  void centred_##isa(const float* x, int64_t k, float inverse_scale, int32_t zero_point, int16_t* codes);

ATHENA_DECLARE_ROWS(scalar)
ATHENA_DECLARE_ROWS(avx2)
ATHENA_DECLARE_ROWS(avx512)
#undef ATHENA_DECLARE_ROWS

}  // namespace athena::kernels::rows
