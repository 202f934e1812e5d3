// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/cpu.h"

#include <cpuid.h>
#include <unistd.h>

namespace athena::kernels {
namespace {

bool cpu_has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

bool cpu_has_avx512vnni() {
  return cpu_has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vnni");
}

}  // namespace

bool cpu_has_vex_vnni() {
  // g++ 12's __builtin_cpu_supports does not know "avxvnni": CPUID.(EAX=7,ECX=1):EAX[4].
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  return cpu_has_avx2() && __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) != 0 && (eax & (1u << 4)) != 0;
}

bool cpu_has(Isa isa) {
  switch (isa) {
    case Isa::Scalar:
      return true;
    case Isa::Avx2:
      return cpu_has_avx2();
    case Isa::AvxVnni:
      return cpu_has_vex_vnni() || cpu_has_avx512vnni();
    case Isa::Avx512Vnni:
      return cpu_has_avx512vnni();
  }
  return false;
}

bool exceeds_l2(size_t bytes) {
  constexpr size_t kUsual = size_t{1} << 20;
  static const size_t l2 = [] {
    const long known = sysconf(_SC_LEVEL2_CACHE_SIZE);
    return known > 0 ? static_cast<size_t>(known) : kUsual;
  }();
  return bytes > l2;
}

}  // namespace athena::kernels
