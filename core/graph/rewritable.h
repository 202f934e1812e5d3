// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/csrc/jit/ir/ir.h>

#include <string>

namespace athena {

/// Why an op that uses a layer's weights has no packed counterpart as it is called here, as one sentence;
/// empty: it has one.
std::string why_not_rewritable(const torch::jit::Node* site);

}  // namespace athena
