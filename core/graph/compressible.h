// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <set>
#include <string>

#include "core/graph/layer_search.h"

namespace athena {

/// Ops other than questions of type and shape that read each attribute, by path: "aten::linear" -> 2.
using AttributeReaders = std::map<std::string, std::map<std::string, int>>;
AttributeReaders attribute_readers(const torch::jit::Module& flat);

/// Why a layer's sites cannot be rewritten, as one sentence; empty: they can.
std::string why_not_compressible(const FoundLayer& found, const AttributeReaders& readers,
                                 const std::set<std::string>& written);

}  // namespace athena
