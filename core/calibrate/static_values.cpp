// SPDX-License-Identifier: Apache-2.0
#include "core/calibrate/static_values.h"

#include <torch/csrc/jit/ir/alias_analysis.h>

#include <map>
#include <memory>
#include <optional>

#include "core/passes/match.h"

namespace athena {
namespace {

using torch::jit::Node;
using torch::jit::Value;

class Numbering {
 public:
  Numbering(const torch::jit::Module& flat, const std::vector<StaticSite>& sites) : sites_(sites) {
    for (const torch::jit::Method& method : flat.get_methods()) {
      const auto graph = method.graph();
      aliases_[graph.get()] = std::make_unique<torch::jit::AliasDb>(graph);
    }
  }

  StaticValues run() {
    for (const StaticSite& site : sites_) {
      SiteValues of;
      of.end = made(site.end());
      if (!has_writers(site.end())) ends_[site.end()] = of.end;
      if (site.add) of.without_add = made(site.conv->output());
      values_.of.push_back(of);
    }
    for (std::size_t i = 0; i < sites_.size(); ++i) {
      values_.of[i].input = taken(sites_[i].input(), sites_[i].conv);
      if (sites_[i].add) values_.of[i].added = taken(sites_[i].added(), sites_[i].add);
    }
    return std::move(values_);
  }

 private:
  bool has_writers(const Value* value) const { return aliases_.at(value->owningGraph())->hasWriters(value); }

  std::size_t made(Value* value) {
    values_.uses.push_back({value, values_.count, value->node(), false});
    return values_.count++;
  }

  std::size_t taken(Value* value, Node* by) {
    if (const auto end = end_behind(value)) return *end;
    const auto [place, is_new] = inputs_.try_emplace(value, values_.count);
    if (is_new) ++values_.count;
    values_.uses.push_back({value, place->second, by, true});
    return place->second;
  }

  /// Through max pools, whose results are values of what they pool.
  std::optional<std::size_t> end_behind(const Value* value) const {
    if (const auto end = ends_.find(value); end != ends_.end()) return end->second;
    if (!is_op(value->node(), "aten::max_pool2d") || has_writers(value)) return std::nullopt;
    return end_behind(value->node()->input(0));
  }

  const std::vector<StaticSite>& sites_;
  std::map<const torch::jit::Graph*, std::unique_ptr<torch::jit::AliasDb>> aliases_;
  std::map<const Value*, std::size_t> ends_, inputs_;
  StaticValues values_;
};

}  // namespace

StaticValues static_values(const torch::jit::Module& flat, const std::vector<StaticSite>& sites) {
  return Numbering(flat, sites).run();
}

}  // namespace athena
