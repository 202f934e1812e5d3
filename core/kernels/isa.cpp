// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/isa.h"

#include <array>
#include <cstdlib>
#include <string>

#include "core/kernels/cpu.h"

namespace athena::kernels {
namespace {

constexpr std::array kIsas = {Isa::Scalar, Isa::Avx2, Isa::AvxVnni, Isa::Avx512Vnni};

}  // namespace

std::string_view name(Isa isa) {
  switch (isa) {
    case Isa::Scalar:
      return "scalar";
    case Isa::Avx2:
      return "avx2";
    case Isa::AvxVnni:
      return "avxvnni";
    case Isa::Avx512Vnni:
      return "avx512vnni";
  }
  return "unknown";
}

std::vector<Isa> available_isas() {
  std::vector<Isa> isas;
  for (const Isa isa : kIsas)
    if (cpu_has(isa)) isas.push_back(isa);
  return isas;
}

Result<Isa> active_isa() {
  const char* forced = std::getenv("ATHENA_FORCE_ISA");
  if (forced == nullptr || *forced == '\0') return available_isas().back();
  for (const Isa isa : kIsas) {
    if (name(isa) != forced) continue;
    if (cpu_has(isa)) return isa;
    return fail(ErrorCode::NotSupported, "ATHENA_FORCE_ISA asks for " + std::string(forced) +
                                             ", which this CPU does not have; unset it or choose another.");
  }
  return fail(ErrorCode::InvalidArgument,
              "ATHENA_FORCE_ISA is '" + std::string(forced) +
                  "'; it must be one of scalar, avx2, avxvnni, avx512vnni, or unset.");
}

}  // namespace athena::kernels
