// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/graph/layers.h"
#include "core/graph/replace_sites.h"

namespace athena {

/// A layer's weights as a scheme stores them.
struct PackedLayer {
  SiteRewrite rewrite;     // runs the layer's sites with the packed weights; its own leave the model
  std::int64_t bytes = 0;  // that the packed weights take in a file
  std::string note;        // what of the scheme these weights could not have; empty: nothing
};

/// Packs a layer of any kind that can be compressed. Errors: NotSupported for a kind that no scheme packs,
/// and those of the kind's own packing (pack_linear.h, ...), which name what is wrong but not the layer.
Result<PackedLayer> pack_layer(const StoredLayer& layer, const std::string& scheme,
                               const Parameters& parameters);

}  // namespace athena
