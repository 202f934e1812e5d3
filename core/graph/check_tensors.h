// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include "athena/types/result.h"

namespace athena {

/// Looks whether every tensor that a loaded module holds, and every constant of its code, lies within its
/// storage: LibTorch takes sizes, strides and offset from the file without comparing them, and would read
/// past the end. Corruption names the first that does not.
Status check_tensors(const torch::jit::Module& module);

}  // namespace athena
