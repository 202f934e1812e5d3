// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <functional>

#include "core/passes/passes.h"

namespace athena {

/// Puts the runtime's op `fused`, which takes what a product takes and the name of an activation, in the
/// place of every product and the activation after it. Computed where the product was: nothing else sees what
/// it gives.
PassEffect fuse_activation(const torch::jit::Module& flat,
                           const std::function<bool(const torch::jit::Node*)>& is_product, const char* fused);

}  // namespace athena
