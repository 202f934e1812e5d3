// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/graph/replace_sites.h"
#include "core/runtime/packed_linear.h"

namespace athena {

/// Runs the sites of `layer`, a Linear, as `athena::linear` with packed weights; its own leave the model.
SiteRewrite packed_linear_rewrite(const StoredLayer& layer, const c10::intrusive_ptr<PackedLinear>& packed);

}  // namespace athena
