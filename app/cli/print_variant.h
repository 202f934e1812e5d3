// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "athena/types/variant.h"

namespace athena::cli {

/// All that is known of a variant.
void print_variant(const Variant& variant, std::ostream& out);

/// A line for each variant of a session.
void print_variants(const std::vector<Variant>& variants, std::ostream& out);

}  // namespace athena::cli
