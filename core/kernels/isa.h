// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <vector>

#include "athena/types/result.h"

namespace athena::kernels {

/// The instruction sets that have kernels of their own, from the slowest to the fastest.
///   Scalar      any CPU
///   Avx2        AVX2 and FMA
///   AvxVnni     Avx2 and the 256-bit dot product of AVX-VNNI, or of AVX-512 VNNI and VL
///   Avx512Vnni  Avx2, AVX-512 F/BW/DQ/VL and AVX-512 VNNI
enum class Isa { Scalar, Avx2, AvxVnni, Avx512Vnni };

/// "scalar", "avx2", "avxvnni" or "avx512vnni".
std::string_view name(Isa isa);

/// What this CPU and its operating system can run; always holds Scalar, best last.
std::vector<Isa> available_isas();

/// The best of available_isas(), or the one named by the environment variable ATHENA_FORCE_ISA.
/// Errors: InvalidArgument for a value that is no name of an ISA, NotSupported for one this CPU lacks.
Result<Isa> active_isa();

/// Of three of a kind, the one that was written for the vectors `isa` has: those of Avx2 and AvxVnni are
/// alike.
template <typename T>
constexpr const T& of_vectors(Isa isa, const T& scalar, const T& avx2, const T& avx512) {
  if (isa == Isa::Avx512Vnni) return avx512;
  return isa == Isa::Scalar ? scalar : avx2;
}

}  // namespace athena::kernels
