// SPDX-License-Identifier: Apache-2.0
#define ATHENA_DPBUSD _mm256_dpbusd_epi32
#include "core/machine/loops.h"
#include "core/machine/vnni256_loop.h"

namespace athena::machine::avx512vl {

void multiply_int8(std::int64_t rounds) { multiply<Ints>(rounds); }

}  // namespace athena::machine::avx512vl
