// SPDX-License-Identifier: Apache-2.0
#include "core/machine/peak.h"

#include "core/kernels/cpu.h"
#include "core/machine/loops.h"
#include "core/machine/timed_team.h"

namespace athena {
namespace {

using kernels::Isa;

constexpr std::int64_t kRounds = 100'000;  // a millisecond: long against a thread's start

double gmacs(machine::ProductLoop loop, int lanes, int threads, double budget_s) {
  const double seconds = best_seconds(threads, budget_s, [&](int) { loop(kRounds); });
  return static_cast<double>(kRounds * machine::kSums * lanes) * threads / seconds / 1e9;
}

}  // namespace

double int8_peak_gmacs(Isa isa, int threads, double budget_s) {
  switch (isa) {
    case Isa::Scalar:
      return gmacs(machine::sse2::multiply_int8, 8, threads, budget_s);
    case Isa::Avx2:
      return gmacs(machine::avx2::multiply_int8, 32, threads, budget_s);
    case Isa::AvxVnni:
      return gmacs(
          kernels::cpu_has_vex_vnni() ? machine::avxvnni::multiply_int8 : machine::avx512vl::multiply_int8,
          32, threads, budget_s);
    case Isa::Avx512Vnni:
      return gmacs(machine::avx512vnni::multiply_int8, 64, threads, budget_s);
  }
  return 0;
}

double fp32_peak_gmacs(Isa isa, int threads, double budget_s) {
  const auto loop = kernels::of_vectors<machine::ProductLoop>(
      isa, machine::sse2::multiply_fp32, machine::avx2::multiply_fp32, machine::avx512vnni::multiply_fp32);
  return gmacs(loop, kernels::of_vectors(isa, 4, 8, 16), threads, budget_s);
}

}  // namespace athena
