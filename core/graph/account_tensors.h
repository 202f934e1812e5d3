// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <vector>

#include "athena/types/model_info.h"
#include "core/graph/layers.h"

namespace athena {

/// What becomes of every tensor of a file: those of its module's attributes, by path, then those that stand
/// in its methods as constants, by the names that settle() gives them. `layers` are those of find_layers() on
/// what settle() makes of `original`; a tensor is theirs where it shares memory with one of theirs, so that
/// the packed matrix is found of which they have parts.
std::vector<TensorInfo> account_tensors(const torch::jit::Module& original,
                                        const std::vector<StoredLayer>& layers);

}  // namespace athena
