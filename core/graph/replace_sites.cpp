// SPDX-License-Identifier: Apache-2.0
#include "core/graph/replace_sites.h"

#include <torch/csrc/jit/passes/dead_code_elimination.h>

#include <algorithm>

#include "core/graph/attributes.h"
#include "core/graph/compressible.h"
#include "core/graph/flatten.h"

namespace athena {
namespace {

/// Path of the module that holds a layer's weight; a constant's layer belongs to the root.
std::string owner_path(const StoredLayer& layer) { return split_path(layer.weight_path).first; }

void rewrite_site(const LayerSite& site, const std::string& owner, const SiteRewrite& rewrite) {
  torch::jit::Graph& graph = *site.node->owningGraph();
  torch::jit::WithInsertPoint before(site.node);
  torch::jit::Value* value = rewrite.build(graph, site, read_attribute(graph, graph.inputs()[0], owner));
  // An op of several outputs is inserted with a tuple of them; one that gives the first alone stands for a
  // site whose others nobody uses.
  const bool several = value->node()->kind() == c10::prim::TupleConstruct;
  const std::size_t count = several ? value->node()->inputs().size() : 1;
  for (std::size_t i = 0; i < count; ++i) {
    torch::jit::Value* output = several ? value->node()->input(i) : value;
    output->setType(site.node->output(i)->type());
    site.node->output(i)->replaceAllUsesWith(output);
  }
  site.node->destroy();
}

}  // namespace

Result<torch::jit::Module> replace_sites(const torch::jit::Module& module,
                                         const std::map<std::string, SiteRewrite>& rewrites) {
  ATHENA_ASSIGN(torch::jit::Module edited, flatten(module));
  TreeEdits edits;
  std::set<std::string> unneeded;
  std::size_t rewritten = 0;
  for (const StoredLayer& layer : find_layers(edited)) {
    const auto found = rewrites.find(layer.info.path);
    if (found == rewrites.end()) continue;
    ++rewritten;
    const SiteRewrite& rewrite = found->second;
    for (const LayerSite& site : layer.sites) rewrite_site(site, owner_path(layer), rewrite);
    for (const auto& [name, value] : rewrite.add) edits.add.push_back({owner_path(layer), name, value});
    if (!rewrite.remove_weights) continue;
    unneeded.insert(layer.attributes.begin(), layer.attributes.end());
  }
  if (rewritten != rewrites.size()) {
    const auto layers = find_layers(module);
    for (const auto& [path, rewrite] : rewrites)
      if (std::none_of(layers.begin(), layers.end(), [&](const auto& l) { return l.info.path == path; }))
        return fail(ErrorCode::NotFound, "The model has no layer '" + path + "'.");
  }
  for (const torch::jit::Method& method : edited.get_methods()) {
    auto graph = method.graph();
    torch::jit::EliminateDeadCode(graph);
  }
  const auto readers = attribute_readers(edited);
  for (const std::string& path : unneeded)
    if (!readers.count(path)) edits.remove.insert(path);
  return flatten(edited, edits);
}

}  // namespace athena
