// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include "core/graph/blocks.h"
#include "core/graph/settle.h"
#include "core/passes/passes.h"
#include "tests/core/graph/models.h"

namespace athena {

/// A module after one pass alone, and the number of places it found.
struct Passed {
  torch::jit::Module before, after;
  std::int64_t sites = 0;
};

inline Passed passed(const torch::jit::Module& module, const std::string& name) {
  const auto flat = settle(module);
  if (!flat) throw std::runtime_error(flat.error().message);
  std::vector<std::string> off;
  PassStage stage = PassStage::Weights;
  for (const Pass& pass : all_passes()) {
    if (pass.name == name)
      stage = pass.stage;
    else
      off.emplace_back(pass.name);
  }
  const auto result = run_passes(*flat, stage, off);
  if (!result) throw std::runtime_error(result.error().message);
  if (result->reports.size() != 1) throw std::runtime_error("no pass '" + name + "'");
  return {*flat, result->module, result->reports[0].sites};
}

/// Nodes of a kind in a method's graph, in all blocks.
inline int count_of(const torch::jit::Module& module, const std::string& op, const char* method = "forward") {
  int count = 0;
  for_each_node(module.get_method(method).graph()->block(),
                [&](torch::jit::Node* node) { count += op == node->kind().toQualString(); });
  return count;
}

}  // namespace athena
