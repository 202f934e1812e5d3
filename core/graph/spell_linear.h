// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

namespace athena {

/// Writes every multiplication by a stored matrix as aten::linear: aten::addmm, aten::mm and aten::matmul,
/// aten::einsum that sums over all that input and weight share, and the addition of a stored bias after any
/// of them; aten::bmm by a stored stack of up to 64 matrices, one aten::linear for each. The weight is
/// transposed by ops of the graph; see store_views().
void spell_linear(torch::jit::Graph& graph, const torch::jit::Module& flat);

}  // namespace athena
