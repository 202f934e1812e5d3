// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

namespace athena {

/// Puts copies in place of all tensors that a tree of modules holds. Those that are one (equal storage,
/// offset, sizes and strides) become one copy. Copies of fp32 and fp64 parameters require gradients, others
/// do not.
void make_trainable_copies(torch::jit::Module& module);

}  // namespace athena
