// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/session.h"

namespace athena::cli {

/// A variant by its number, else by its name. NotFound names those that are there; InvalidArgument: several
/// have the name.
Result<Variant> find_variant(const Session& session, const std::string& wanted);

/// Several of them in the order given; all of the session's when none is.
Result<std::vector<Variant>> find_variants(const Session& session, const std::vector<std::string>& wanted);

}  // namespace athena::cli
