// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/passes/passes.h"

// The passes themselves, each in the file of its name.
namespace athena {

PassEffect fold_batchnorm(const torch::jit::Module& flat);
PassEffect drop_dropout(const torch::jit::Module& flat);
PassEffect fuse_linear_activation(const torch::jit::Module& flat);
PassEffect fuse_conv_activation(const torch::jit::Module& flat);
PassEffect share_inputs(const torch::jit::Module& flat);
PassEffect fuse_add_layer_norm(const torch::jit::Module& flat);
PassEffect fuse_attention(const torch::jit::Module& flat);
PassEffect fuse_max_pool(const torch::jit::Module& flat);
PassEffect put_channels_last(const torch::jit::Module& flat);
PassEffect read_attributes_once(const torch::jit::Module& flat);

}  // namespace athena
