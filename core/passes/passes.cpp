// SPDX-License-Identifier: Apache-2.0
#include "core/passes/passes.h"

#include <torch/csrc/jit/passes/dead_code_elimination.h>

#include <algorithm>
#include <array>

#include "core/passes/each_pass.h"

namespace athena {

std::span<const Pass> all_passes() {
  static constexpr std::array<Pass, kPasses.size()> passes{{
      {"fold_batchnorm", PassStage::Weights, fold_batchnorm},
      {"dropout", PassStage::Packed, drop_dropout},
      {"linear_activation", PassStage::Packed, fuse_linear_activation},
      {"conv_activation", PassStage::Packed, fuse_conv_activation},
      {"shared_inputs", PassStage::Packed, share_inputs},
      {"add_layer_norm", PassStage::Packed, fuse_add_layer_norm},
      {"attention", PassStage::Packed, fuse_attention},
      {"max_pool", PassStage::Packed, fuse_max_pool},
      {"channels_last", PassStage::Packed, put_channels_last},
      {"attribute_reads", PassStage::Packed, read_attributes_once},
  }};
  return passes;
}

Result<PassResult> run_passes(const torch::jit::Module& module, PassStage stage,
                              const std::vector<std::string>& off) {
  PassResult result;
  ATHENA_ASSIGN(result.module, flatten(module));
  for (const Pass& pass : all_passes()) {
    if (pass.stage != stage || std::find(off.begin(), off.end(), pass.name) != off.end()) continue;
    const PassEffect effect = pass.run(result.module);
    for (const torch::jit::Method& method : result.module.get_methods()) {
      auto graph = method.graph();
      torch::jit::EliminateDeadCode(graph);
    }
    ATHENA_ASSIGN(result.module, flatten(result.module, effect.edits));
    result.reports.push_back({std::string(pass.name), effect.sites});
  }
  return result;
}

}  // namespace athena
