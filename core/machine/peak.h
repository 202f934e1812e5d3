// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "athena/types/machine.h"
#include "core/kernels/isa.h"

namespace athena {

/// Measures for about `budget_s` seconds each, on `threads` threads at once. `isa` is one of
/// kernels::available_isas(). Scalar is measured with SSE2, which every compiler makes of plain code.
double int8_peak_gmacs(kernels::Isa isa, int threads, double budget_s);
double fp32_peak_gmacs(kernels::Isa isa, int threads, double budget_s);

/// Reads over half of each cache, and over memory four times as large as the last one (64 MB .. 1 GB), with
/// the widest vectors; about `budget_s` seconds each.
std::vector<ReadRate> read_rates(const std::vector<CacheInfo>& caches, int threads, double budget_s);

}  // namespace athena
