// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

// Loops that nothing but the processor holds back: products with every operand in registers, and reading.
namespace athena::machine {

/// Independent sums of a round: enough to hide the latency of a product, few enough for 16 registers.
constexpr int kSums = 12;

/// `rounds` times kSums products of one vector each.
using ProductLoop = void (*)(std::int64_t rounds);
/// Reads `bytes`, a multiple of kReadBytes, from an address aligned to 64 bytes.
using ReadLoop = void (*)(const void* data, std::int64_t bytes);
constexpr std::int64_t kReadBytes = 8 * 64;

namespace sse2 {  // what every x86-64 CPU has
void multiply_int8(std::int64_t rounds);
void multiply_fp32(std::int64_t rounds);
void read(const void* data, std::int64_t bytes);
}  // namespace sse2
namespace avx2 {
void multiply_int8(std::int64_t rounds);
void multiply_fp32(std::int64_t rounds);
void read(const void* data, std::int64_t bytes);
}  // namespace avx2
namespace avxvnni {
void multiply_int8(std::int64_t rounds);
}
namespace avx512vl {
void multiply_int8(std::int64_t rounds);
}
namespace avx512vnni {
void multiply_int8(std::int64_t rounds);
void multiply_fp32(std::int64_t rounds);
void read(const void* data, std::int64_t bytes);
}  // namespace avx512vnni

}  // namespace athena::machine
