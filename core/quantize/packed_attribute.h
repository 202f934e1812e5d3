// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/graph/layers.h"

namespace athena {

/// The name of the attribute that holds a layer's packed weights, beside what they stand for:
/// "in_proj_weight_packed", or "packed" in a module that is one recurrent layer. A constant's layer, which
/// has no attribute, goes by its path.
std::string packed_attribute_name(const StoredLayer& layer);

}  // namespace athena
