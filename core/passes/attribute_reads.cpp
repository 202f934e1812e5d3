// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/passes/each_pass.h"

namespace athena {
namespace {

/// Moves the reads to the graph's begin, the owner's before the owned's, and merges those of one path.
std::int64_t read_once(torch::jit::Graph& graph, const std::set<std::string>& written) {
  std::map<std::string, torch::jit::Value*> known;
  torch::jit::Node* last = nullptr;
  std::int64_t merged = 0;
  for_each_node(graph.block(), [&](torch::jit::Node* node) {
    if (node->kind() != c10::prim::GetAttr) return;
    const auto path = attribute_path(node->output());
    if (!path || written.count(*path)) return;
    const auto [found, is_new] = known.emplace(*path, node->output());
    if (is_new) {
      if (last)
        node->moveAfter(last);
      else if (node != *graph.nodes().begin())
        node->moveBefore(*graph.nodes().begin());
      last = node;
      return;
    }
    node->output()->replaceAllUsesWith(found->second);
    node->destroy();
    ++merged;
  });
  return merged;
}

}  // namespace

/// An attribute that no method assigns holds the same object from beginning to end: reading it early changes
/// nothing. What is written into a tensor's memory is seen through every read of it.
PassEffect read_attributes_once(const torch::jit::Module& flat) {
  const auto written = written_attributes(flat);
  PassEffect effect;
  for (const torch::jit::Method& method : flat.get_methods())
    effect.sites += read_once(*method.graph(), written);
  return effect;
}

}  // namespace athena
