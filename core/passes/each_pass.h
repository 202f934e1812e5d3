// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/passes/passes.h"

// The passes themselves, each in the file of its name.
namespace athena {

PassEffect fold_batchnorm(const torch::jit::Module& flat);
PassEffect drop_dropout(const torch::jit::Module& flat);
PassEffect read_attributes_once(const torch::jit::Module& flat);

}  // namespace athena
