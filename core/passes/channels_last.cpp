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
#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

/// Ops that give the same values for any layout of their first inputs, and may hand the layout on.
bool hands_on(const Node* node) {
  static const std::set<std::string> ops = {
      "aten::relu",        "aten::relu_",        "aten::relu6",
      "aten::leaky_relu",  "aten::leaky_relu_",  "aten::hardtanh",
      "aten::hardtanh_",   "aten::hardswish",    "aten::hardswish_",
      "aten::hardsigmoid", "aten::hardsigmoid_", "aten::silu",
      "aten::silu_",       "aten::gelu",         "aten::elu",
      "aten::sigmoid",     "aten::tanh",         "aten::clamp",
      "aten::add",         "aten::add_",         "aten::sub",
      "aten::mul",         "aten::div",          "aten::conv2d",
      "aten::batch_norm",  "aten::max_pool2d",   "athena::max_pool2d",
      "aten::avg_pool2d",  "aten::dropout",      "aten::adaptive_avg_pool2d",
      "aten::flatten",     "aten::reshape",      "aten::mean",
      "aten::cat"};
  return ops.count(node->kind().toQualString()) > 0;
}

/// Ops that do not ask for a layout and whose result has one of its own.
bool ends(const Node* node) {
  static const std::set<std::string> ops = {"aten::linear",    "athena::linear", "athena::linear_activation",
                                            "athena::linears", "athena::conv",   "athena::conv_transpose",
                                            "aten::size",      "aten::dim",      "prim::dtype",
                                            "prim::device",    "aten::len"};
  return ops.count(node->kind().toQualString()) > 0;
}

/// Where the layout of one convolution's result reaches.
class Reach {
 public:
  explicit Reach(const torch::jit::AliasDb& aliases) : aliases_(aliases) {}

  /// False: it reaches what must not be given a copy, since someone writes to the value.
  bool follow(Value* value) {
    if (!seen_.insert(value).second) return true;
    for (const torch::jit::Use& use : value->uses()) {
      Node* user = use.user;
      if (ends(user)) continue;
      const bool listed = user->kind() == c10::prim::ListConstruct && sole_user(user->output()) &&
                          is_op(sole_user(user->output()), "aten::cat");
      if (listed || (hands_on(user) && (use.offset == 0 || !is_op(user, "aten::conv2d")))) {
        for (Value* output : user->outputs())
          if (!follow(output)) return false;
      } else if (aliases_.hasWriters(value)) {
        return false;
      } else {
        copies_.insert({user, use.offset});
      }
    }
    return true;
  }

  /// Uses that get a contiguous copy, as they have always had.
  const std::set<std::pair<Node*, std::size_t>>& copies() const { return copies_; }

 private:
  const torch::jit::AliasDb& aliases_;
  std::set<Value*> seen_;
  std::set<std::pair<Node*, std::size_t>> copies_;
};

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
    std::set<std::pair<Node*, std::size_t>> copies;
    for (const auto& [path, sites] : by_weight) {
      std::set<std::pair<Node*, std::size_t>> here;
      bool possible = true;
      for (Node* site : sites) {
        Reach reach(*aliases_of.at(site->owningGraph()));
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
    for (const auto& [user, offset] : copies) copy_for(user, offset);
    return std::move(effect_);
  }

 private:
  bool may_change(const StoredTensor& weight) const {
    if (weight.path.empty() || !weight.through.empty() || written_.count(weight.path)) return false;
    if (weight.tensor.dim() != 4 || weight.tensor.scalar_type() != at::kFloat) return false;
    const auto readers = readers_.find(weight.path);
    return readers != readers_.end() && readers->second.size() == 1 && readers->second.count("aten::conv2d");
  }

  static void copy_for(Node* user, std::size_t offset) {
    torch::jit::Graph& graph = *user->owningGraph();
    const torch::jit::WithInsertPoint before(user);
    Value* copy = graph.insert(c10::aten::contiguous, {user->input(offset)});
    user->replaceInput(offset, copy);
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
