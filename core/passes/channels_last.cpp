// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <torch/csrc/jit/ir/alias_analysis.h>

#include <map>
#include <set>
#include <vector>

#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/compressible.h"
#include "core/graph/stored_tensor.h"
#include "core/passes/each_pass.h"
#include "core/passes/layout_reach.h"
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;

class ChannelsLast {
 public:
  explicit ChannelsLast(const torch::jit::Module& flat)
      : flat_(flat), readers_(attribute_readers(flat)), written_(written_attributes(flat)) {}

  PassEffect run() {
    std::map<std::string, std::vector<Node*>> by_weight;
    std::vector<std::unique_ptr<torch::jit::AliasDb>> aliases;
    std::map<const torch::jit::Graph*, const torch::jit::AliasDb*> aliases_of;
    for (const torch::jit::Method& method : flat_.get_methods()) {
      const auto graph = method.graph();
      aliases.push_back(std::make_unique<torch::jit::AliasDb>(graph));
      aliases_of[graph.get()] = aliases.back().get();
      for_each_node(graph->block(), [&](Node* node) {
        if (!is_op(node, "aten::conv2d")) return;
        const auto weight = stored_tensor(node->input(1), flat_);
        if (weight && may_change(*weight)) by_weight[weight->path].push_back(node);
      });
    }
    std::set<LayoutUse> copies;
    for (const auto& [path, sites] : by_weight) {
      std::set<LayoutUse> here;
      bool possible = true;
      for (Node* site : sites) {
        LayoutReach reach(*aliases_of.at(site->owningGraph()));
        possible = possible && reach.follow(site->output());
        here.insert(reach.copies().begin(), reach.copies().end());
      }
      if (!possible) continue;
      copies.insert(here.begin(), here.end());
      // clone, not contiguous: of one input channel the strides tell nothing, and must be written all the
      // same
      effect_.edits.replace[path] =
          find_attribute(flat_, path)->toTensor().detach().clone(at::MemoryFormat::ChannelsLast);
      effect_.sites += static_cast<std::int64_t>(sites.size());
    }
    for (const LayoutUse& use : copies) give_contiguous(use);
    return std::move(effect_);
  }

 private:
  bool may_change(const StoredTensor& weight) const {
    if (weight.path.empty() || !weight.through.empty() || written_.count(weight.path)) return false;
    if (weight.tensor.dim() != 4 || weight.tensor.scalar_type() != at::kFloat) return false;
    const auto readers = readers_.find(weight.path);
    return readers != readers_.end() && readers->second.size() == 1 && readers->second.count("aten::conv2d");
  }

  const torch::jit::Module& flat_;
  const AttributeReaders readers_;
  const std::set<std::string> written_;
  PassEffect effect_;
};

}  // namespace

/// LibTorch convolves in the layout that the weights have, and the library behind it is fastest with channels
/// last. Ops after it see other strides, so that those that might mind get the copy they would have had. The
/// convolution may add in another order: results differ by rounding.
PassEffect put_channels_last(const torch::jit::Module& flat) { return ChannelsLast(flat).run(); }

}  // namespace athena
