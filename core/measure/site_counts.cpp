// SPDX-License-Identifier: Apache-2.0
#include "core/measure/site_counts.h"

#include <torch/library.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/data/binding.h"
#include "core/data/each_batch.h"
#include "core/graph/attributes.h"
#include "core/graph/block_path.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/graph/stored_tensor.h"
#include "core/measure/multiply_adds.h"
#include "core/runtime/packed_weights.h"

namespace athena {
namespace {

using torch::jit::Node;

/// A site of the copy, with what counts it.
struct CountedSite {
  Node* node = nullptr;
  SiteCount count;
  MultiplyAddRule rule;         // of one that is not packed
  PackedWeightsHandle weights;  // of one that is
  std::int64_t before = 0, integers_before = 0;
};

/// Of the run under way on this thread: the interpreter hands an op nothing but its operands.
thread_local std::vector<CountedSite>* counted = nullptr;

CountedSite* site_at(std::int64_t index) {
  return counted ? &(*counted)[static_cast<std::size_t>(index)] : nullptr;
}

std::int64_t bytes_of(const at::Tensor& tensor) {
  return tensor.numel() * static_cast<std::int64_t>(tensor.element_size());
}

void multiplied(std::int64_t index, const std::vector<at::Tensor>& operands,
                const std::vector<at::Tensor>& list, const at::Tensor& output) {
  CountedSite* const site = site_at(index);
  if (!site) return;
  if (!operands.empty()) {  // the first is what meets the weight
    if (site->count.calls == 0) site->count.input_shape = operands[0].sizes().vec();
    site->count.activation_bytes += bytes_of(operands[0]) + bytes_of(output);
  }
  ++site->count.calls;
  site->count.multiply_adds += count_multiply_adds(site->rule, operands, list, output);
}

void packed_begins(std::int64_t index) {
  CountedSite* const site = site_at(index);
  if (!site) return;
  site->before = site->weights->multiply_adds();
  site->integers_before = site->weights->integer_multiply_adds();
}

void packed_ends(std::int64_t index) {
  CountedSite* const site = site_at(index);
  if (!site) return;
  ++site->count.calls;
  site->count.multiply_adds += site->weights->multiply_adds() - site->before;
  site->count.integer_multiply_adds += site->weights->integer_multiply_adds() - site->integers_before;
  site->count.kernel = site->weights->kernel();
}

/// An analysis other than CONSERVATIVE would take the ops for pure, and move or drop them.
TORCH_LIBRARY_FRAGMENT(athena_measure, library) {
  const auto as_is = c10::AliasAnalysisKind::CONSERVATIVE;
  library.def(
      torch::schema("multiplied(int site, Tensor[] operands, Tensor[] list, Tensor output) -> ()", as_is),
      [](std::int64_t site, at::TensorList operands, at::TensorList list, const at::Tensor& output) {
        multiplied(site, operands.vec(), list.vec(), output);
      });
  library.def(torch::schema("packed_begins(int site) -> ()", as_is), &packed_begins);
  library.def(torch::schema("packed_ends(int site) -> ()", as_is), &packed_ends);
}

c10::Symbol op(const char* name) {
  return c10::Symbol::fromQualString(std::string("athena_measure::") + name);
}

void put_around_packed(Node* site, std::int64_t index) {
  torch::jit::Graph& graph = *site->owningGraph();
  Node* const begins = graph.create(op("packed_begins"), 0)->insertBefore(site);
  Node* const ends = graph.create(op("packed_ends"), 0)->insertAfter(site);
  for (Node* node : {begins, ends}) {
    const torch::jit::WithInsertPoint before(node);
    node->addInput(graph.insertConstant(index));
  }
}

void put_behind(Node* site, std::int64_t index, const MultiplyAddRule& rule) {
  torch::jit::Graph& graph = *site->owningGraph();
  std::vector<torch::jit::Value*> operands;
  for (const int input : rule.operands) operands.push_back(site->input(input));
  Node* const counts = graph.create(op("multiplied"), 0)->insertAfter(site);
  const torch::jit::WithInsertPoint before(counts);
  const auto list_of = [&](const std::vector<torch::jit::Value*>& values) {
    return graph.insertNode(graph.createList(c10::TensorType::get(), values))->output();
  };
  counts->addInput(graph.insertConstant(index));
  counts->addInput(list_of(operands));
  counts->addInput(rule.list >= 0 ? site->input(rule.list) : list_of({}));
  counts->addInput(site->output(0));
}

/// Finds every op of a flattened module that multiplies.
class SiteSearch {
 public:
  explicit SiteSearch(const torch::jit::Module& flat) : flat_(flat) {
    for (const StoredLayer& layer : find_layers(flat))
      for (const LayerSite& site : layer.sites) layers_[site.node] = layer.info.path;
    for (const torch::jit::Method& method : flat.get_methods()) {
      method_ = method.name();
      walk_method(*method.graph(), [&](Node* node, const std::string& block) { visit(node, block); });
    }
  }
  std::vector<CountedSite> take() { return std::move(sites_); }

 private:
  void visit(Node* node, const std::string& nesting) {
    CountedSite site;
    site.node = node;
    site.count.where = {method_, nesting, node->kind().toQualString()};
    if (site.count.where.op.starts_with("athena::") && add_packed(site, node)) return;
    const auto rule = multiply_add_rule(node);
    if (!rule) return;
    site.rule = *rule;
    site.count.path = weight_path(node);
    site.count.kernel = site.count.where.op;
    sites_.push_back(std::move(site));
  }

  /// A site for each packed layer among the inputs of `node`, and of the lists that are: athena::linears has
  /// several. False: there is none.
  bool add_packed(const CountedSite& site, const Node* node) {
    bool found = false;
    for (const torch::jit::Value* input : node->inputs()) {
      if (input->node()->kind() == c10::prim::ListConstruct) found |= add_packed(site, input->node());
      const auto path = attribute_path(input);
      const auto value = path ? find_attribute(flat_, *path) : std::nullopt;
      const auto weights = value ? packed_weights(*value) : PackedWeightsHandle();
      if (!weights) continue;
      found = true;
      CountedSite& packed = sites_.emplace_back(site);
      packed.weights = weights;
      packed.count.path = *path;
      packed.count.packed = true;
    }
    return found;
  }

  /// Its layer's; else of the first operand that is stored, which no layer has.
  std::string weight_path(const Node* node) const {
    if (const auto layer = layers_.find(node); layer != layers_.end()) return layer->second;
    for (const torch::jit::Value* input : node->inputs()) {
      const auto stored = stored_tensor(input, flat_);
      if (stored && stored->tensor.dim() > 1) return stored->path.empty() ? "a constant" : stored->path;
    }
    return "";
  }

  const torch::jit::Module& flat_;
  std::map<const Node*, std::string> layers_;
  std::string method_;
  std::vector<CountedSite> sites_;
};

/// While it lives, this thread's ops count into `sites`.
class Counting {
 public:
  explicit Counting(std::vector<CountedSite>& sites) { counted = &sites; }
  ~Counting() { counted = nullptr; }
  Counting(const Counting&) = delete;
  Counting& operator=(const Counting&) = delete;
};

}  // namespace

Result<SiteCounts> count_sites(const torch::jit::Module& module, const CountedRun& run) {
  ATHENA_ASSIGN(const torch::jit::Module copy, flatten(module));
  std::vector<CountedSite> sites = SiteSearch(copy).take();
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const auto index = static_cast<std::int64_t>(i);
    if (sites[i].weights)
      put_around_packed(sites[i].node, index);
    else
      put_behind(sites[i].node, index, sites[i].rule);
  }
  SiteCounts counts;
  const Counting counting(sites);
  ATHENA_ASSIGN(counts.samples, run(copy));
  for (CountedSite& site : sites) counts.sites.push_back(std::move(site.count));
  return counts;
}

Result<SiteCounts> count_sites(const torch::jit::Module& module, const ModelInputs& inputs,
                               std::int64_t batch, std::int64_t samples, const JobContext& job) {
  return count_sites(module, [&](const torch::jit::Module& copy) -> Result<std::int64_t> {
    ATHENA_ASSIGN(const torch::jit::Method method, method_named(copy, "forward"));
    return for_each_batch(*inputs.data, {inputs.split, batch, samples}, job, "",
                          [&](const Batch& each, std::int64_t) -> Status {
                            ATHENA_TRY(call_method(method, *inputs.data, each));
                            return {};
                          });
  });
}

}  // namespace athena
