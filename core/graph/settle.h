// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include "athena/types/result.h"

namespace athena {

/// A flattened copy from which rewriting starts; it computes what `module` does, within rounding:
/// - every branch is folded that is decided by attributes no method writes, by `training`, or by the
/// identity,
///   type and shape of stored tensors;
/// - LibTorch's fused ops for Transformers, which would take the stored weights past every rewritten site,
/// are
///   refused where a branch computes the same from its parts, else taken apart (lower_fused.h), and so are
///   the nested tensors of a padding mask (nested_masks.h);
/// - every stored tensor and every part of one that is used has an attribute, and so a name, of its own:
///   constants (lift_constants.h), items of lists (stored_lists.h), views (store_views.h);
/// - a multiplication by a stored matrix is aten::linear (spell_linear.h).
/// `module` must be in evaluation mode. Errors: those of flatten().
Result<torch::jit::Module> settle(const torch::jit::Module& module);

/// prim::If and prim::Loop in a graph, in all blocks.
struct ControlFlow {
  int ifs = 0, loops = 0;
};
ControlFlow control_flow(const torch::jit::Graph& graph);

}  // namespace athena
