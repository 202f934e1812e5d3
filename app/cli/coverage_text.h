// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <string>

#include "athena/types/variant.h"

// How much of what a compressed model multiplies is done in integers.
namespace athena::cli {

/// The shares, and every fall-back.
void print_coverage(const Coverage& coverage, std::ostream& out);

/// Whether the newest measurement reached a share.
bool covers(const Variant& variant, double share);

/// Why not: the share, and the layers that keep it low, the largest first.
std::string coverage_shortfall(const Variant& variant, double share);

}  // namespace athena::cli
