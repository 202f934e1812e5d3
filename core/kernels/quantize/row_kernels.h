// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/isa.h"
#include "core/kernels/quantize/quantize.h"
#include "core/kernels/simd/rows.h"

namespace athena::kernels::rows {

struct Kernels {
  ScanFunction scan;
  CodesFunction codes, static_codes;
  CentredFunction centred;
};

const Kernels& find(Isa isa);

/// The range that the extremes of a row give, by the rules of row_range_u8.
RowRange range_of(const Extremes& extremes);

}  // namespace athena::kernels::rows
