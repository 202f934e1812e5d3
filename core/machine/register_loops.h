// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/machine/loops.h"

// For per-ISA files only. The empty assembly hides the operands' values and asks for the results, so that the
// compiler neither computes a product ahead of the loop nor drops it.
namespace {

/// Ops: Vector, splat(value), multiply(sum, a, b).
template <typename Ops>
inline void multiply(std::int64_t rounds) {
  using Vector = typename Ops::Vector;
  Vector sums[athena::machine::kSums], a = Ops::splat(3), b = Ops::splat(2);
#pragma GCC unroll 16
  for (Vector& sum : sums) sum = Ops::splat(0);
  for (std::int64_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 16
    for (Vector& sum : sums) {
      __asm__ volatile("" : "+x"(a), "+x"(b));
      sum = Ops::multiply(sum, a, b);
    }
  }
#pragma GCC unroll 16
  for (Vector& sum : sums) __asm__ volatile("" : : "x"(sum));
}

/// Ops: Vector, load(address).
template <typename Ops>
inline void read_all(const void* data, std::int64_t bytes) {
  using Vector = typename Ops::Vector;
  const char* const end = static_cast<const char*>(data) + bytes;
  for (const char* at = static_cast<const char*>(data); at < end; at += 8 * sizeof(Vector)) {
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) {
      const Vector value = Ops::load(at + i * static_cast<std::int64_t>(sizeof(Vector)));
      __asm__ volatile("" : : "x"(value));
    }
  }
}

}  // namespace
