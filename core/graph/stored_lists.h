// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/graph/flatten.h"

namespace athena {

/// Reads the items of stored lists of tensors under the names that the same tensors have as attributes, as an
/// LSTM's `_flat_weights` are its weight_ih_l0 and so on. A list that nothing reads any more leaves. The
/// graphs of the flattened module are edited in place; the edits are for flatten().
TreeEdits name_list_items(const torch::jit::Module& flat);

}  // namespace athena
