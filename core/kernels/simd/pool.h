// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>

// The per-ISA half of max pooling; see core/kernels/pool/max_pool.h.
namespace athena::kernels::pool {

/// y[c] = the greatest taps[0..count)[c]: the first of equal ones, NaN if any is; count > 0. `rectify`: then
/// max(y, 0).
using MaximumFunction = void (*)(const float* const* taps, int32_t count, int64_t channels, bool rectify,
                                 float* y);

using MaximumCodesFunction = void (*)(const uint8_t* const* taps, int32_t count, int64_t channels,
                                      uint8_t* y);

#define ATHENA_DECLARE_POOL(isa)                                                                         \
  void maximum_##isa(const float* const* taps, int32_t count, int64_t channels, bool rectify, float* y); \
  void maximum_codes_##isa(const uint8_t* const* taps, int32_t count, int64_t channels, uint8_t* y);

ATHENA_DECLARE_POOL(scalar)
ATHENA_DECLARE_POOL(avx2)
ATHENA_DECLARE_POOL(avx512)
#undef ATHENA_DECLARE_POOL

}  // namespace athena::kernels::pool
