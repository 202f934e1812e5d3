// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/graph/flatten.h"

namespace athena {

/// Gives the tensors that stand in the graphs of a frozen file as nameless constants names: those that a
/// layer uses become parameters of a new module of the root, "conv2d_0.weight" (the kind and its number in
/// order of use), other floating-point ones buffers, "constant_0". A tensor that several methods hold gets
/// one name. The graphs are edited in place; the edits are for flatten().
TreeEdits lift_constants(const torch::jit::Module& flat);

}  // namespace athena
