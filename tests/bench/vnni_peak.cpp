// SPDX-License-Identifier: Apache-2.0
#include "vnni_peak.h"

#include "core/kernels/cpu.h"
#include "timing.h"

namespace athena::bench {

double vnni_peak_gmacs(double seconds) {
  constexpr std::int64_t rounds = 20'000;
  const bool wide = kernels::cpu_has(kernels::Isa::Avx512Vnni);
  if (!wide && !kernels::cpu_has_vex_vnni()) return 0;
  volatile std::int32_t sink = 0;
  const Timing timing = time_calls(
      [&] { sink = wide ? dot_products_avx512vnni(rounds) : dot_products_avxvnni(rounds); }, seconds);
  return static_cast<double>(rounds * kDotProducts * (wide ? 64 : 32)) / timing.best_us / 1e3;
}

}  // namespace athena::bench
