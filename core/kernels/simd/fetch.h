// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <immintrin.h>

#include <cstdint>

// A stream of weights that one row of activations passes over. For per-ISA files only.
namespace {

// kBytes of what is read kAhead bytes from now on. Weights that lie in the L2 cache are brought into L1;
// those from farther away into L2: waiting for them would use up the few misses that L1 may have under way.
template <int kBytes, bool kFar, int kAhead = 8192>
inline void fetch_ahead(const void* now) {
  const char* from = static_cast<const char*>(now) + kAhead;
#pragma GCC unroll 8
  for (int line = 0; line < kBytes; line += 64) _mm_prefetch(from + line, kFar ? _MM_HINT_T1 : _MM_HINT_T0);
}

}  // namespace
