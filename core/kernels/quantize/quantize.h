// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/kernels/isa.h"

// The one definition of how floats become integers: the kernels, the schemes and fake quantization in
// training use these functions. Rounding is to nearest, ties to even. Every ISA gives the same bits.
namespace athena::kernels {

/// value = (code - zero_point) * scale.
struct RowRange {
  float scale = 1.0f;
  int32_t zero_point = 0;
};

/// The range of one row of activations x[k], asymmetric u8 (as torch's per-row dynamic quantization):
///   low = min(0, min x), high = max(0, max x), scale = (high - low) / 255, zero_point = clamp(round(-low /
///   scale))
/// so that 0 has an exact code.
/// A row of zeros, an empty one, or one whose scale would be below the smallest normal float: scale 1, zero
/// point 0. A row that holds a NaN or an Inf, or whose range overflows fp32: scale NaN, zero point 0, so that
/// every product of that row is NaN, as it would be in fp32.
RowRange row_range_u8(const float* x, int64_t k, Isa isa = Isa::Scalar);

/// codes[i] = clamp(round(x[i] / scale) + zero_point, 0, 255) with the row's own range, which is returned.
/// In a row without a range of its own (zeros, NaN: see row_range_u8) every code is 0.
/// Division is by multiplying with 1.0f / scale, as torch's fake quantization does.
RowRange quantize_row_u8(const float* x, int64_t k, uint8_t* codes, Isa isa = Isa::Scalar);

/// As quantize_row_u8 but with a given range (static quantization). scale must be positive and normal;
/// NaN gives the zero point, +-Inf the end of the range.
void quantize_row_u8(const float* x, int64_t k, RowRange range, uint8_t* codes, Isa isa = Isa::Scalar);

/// One output channel of weights w[k], symmetric s8: scale = max |w| / 127, codes = round(w / scale) in
/// [-127, 127]. Zeros: scale 1, codes 0. A NaN or Inf: scale NaN, codes 0. Returns the scale.
float quantize_channel_s8(const float* w, int64_t k, int8_t* codes);

/// Number of groups of `group` values along k; a group of 0 or above k means the whole channel.
int64_t int4_groups(int64_t k, int64_t group);

/// How the scales of int4 are stored.
enum class ScaleType { Fp32, Fp16 };

/// The fp16 value that is stored for a positive fp32 scale: the nearest. Below the smallest normal fp16
/// (2^-14) the next above, so that no weight is clipped where fp16 has few digits; never below 2^-24.
/// Infinity: it is too large for fp16. NaN: NaN.
float stored_half_scale(float scale);

/// Round-to-nearest int4 of one channel w[k], one scale per group: scale = max |w| / 7,
/// codes[k] = round(w / scale) + 8 in [1, 15]; value = (code - 8) * scale. Zeros: scale 1, codes 8.
/// A NaN or Inf in a group: its scale NaN, its codes 8. scales [int4_groups].
/// Fp16: the scale is stored_half_scale() of that, and codes (and zero points) are found with it; where it is
/// infinite the codes mean nothing.
void quantize_channel_int4(const float* w, int64_t k, int64_t group, uint8_t* codes, float* scales,
                           ScaleType type = ScaleType::Fp32);

/// With zero points: low = min(0, min w), high = max(0, max w), scale = (high - low) / 15,
/// zero_point = round(-low / scale) in [0, 15], codes = clamp(round(w / scale) + zero_point, 0, 15).
/// Zeros: scale 1, zero point 8, codes 8. NaN or Inf: scale NaN, the rest as for zeros.
void quantize_channel_int4(const float* w, int64_t k, int64_t group, uint8_t* codes, float* scales,
                           uint8_t* zero_points, ScaleType type = ScaleType::Fp32);

/// codes[k] in [0, 15] -> packed[(k + 1) / 2], low nibble first; the high nibble left over by an odd k is 0.
void pack_int4(const uint8_t* codes, int64_t k, uint8_t* packed);
void unpack_int4(const uint8_t* packed, int64_t k, uint8_t* codes);

}  // namespace athena::kernels
