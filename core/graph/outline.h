// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <vector>

#include "athena/types/outline.h"
#include "core/graph/layers.h"

namespace athena {

/// The blocks of a method's graph and the sites of `layers` in it, in order.
std::vector<OutlineItem> outline(const torch::jit::Method& method, const std::vector<StoredLayer>& layers);

}  // namespace athena
