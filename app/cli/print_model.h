// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "athena/types/model_info.h"
#include "athena/types/outline.h"

namespace athena::cli {

/// Methods, control flow and layers, each with its share of bytes and, where it was measured, of time.
void print_model(const ModelInfo& model, std::ostream& out);

/// What becomes of every tensor that the file stores.
void print_tensors(const ModelInfo& model, std::ostream& out);

/// Every method's blocks, nested, and the layers that it uses in them, in order.
void print_outline(const ModelOutline& outline, std::ostream& out);

}  // namespace athena::cli
