// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace athena::bench {

/// u8 x s8 multiply-adds a second, in units of 1e9, that this CPU reaches with all operands in registers:
/// what no int8 kernel can pass. 0: the CPU has no VNNI.
double vnni_peak_gmacs(double seconds);

/// `rounds` times kDotProducts independent dot products; the return value keeps the compiler from dropping
/// them.
constexpr int kDotProducts = 14;
std::int32_t dot_products_avx512vnni(std::int64_t rounds);  // 64 multiply-adds each
std::int32_t dot_products_avxvnni(std::int64_t rounds);     // 32

}  // namespace athena::bench
