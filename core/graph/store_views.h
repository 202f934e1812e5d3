// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/graph/flatten.h"

namespace athena {

/// Gives every part of a stored tensor that the graphs of a flattened module take by constant views
/// (slices of a packed weight, a transposed matrix) an attribute of its own, which shares the tensor's
/// memory, and reads that instead. A tensor that is only read in one and the same view of all its elements is
/// replaced by it under its own name; "in_proj_weight" of which rows are taken becomes
/// "in_proj_rows_0_64_weight" and so on, and leaves. An embedding's table that is a linear layer's matrix too
/// gets a second name for that, so that both layers can be compressed; they stay tied. The graphs are edited
/// in place; the edits are for flatten().
TreeEdits store_views(const torch::jit::Module& flat);

}  // namespace athena
