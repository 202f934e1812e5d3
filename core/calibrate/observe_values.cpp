// SPDX-License-Identifier: Apache-2.0
#include "core/calibrate/observe_values.h"

#include <ATen/ATen.h>
#include <torch/library.h>
#include <torch/script.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/calibrate/static_values.h"
#include "core/graph/flatten.h"

namespace athena {
namespace {

using torch::jit::Node;

struct Looking {
  std::vector<SeenValue> values;
  std::vector<std::optional<Histogram>> counts;  // by value; none while its ends are looked for
  std::vector<bool> adds_alike;
};

/// Of the run under way on this thread.
thread_local Looking* looking = nullptr;

void look_for_ends(SeenValue& seen, const at::Tensor& x) {
  seen.fewest_dimensions = seen.reached ? std::min(seen.fewest_dimensions, x.dim()) : x.dim();
  seen.most_dimensions = std::max(seen.most_dimensions, x.dim());
  seen.reached = true;
  seen.is_float = seen.is_float && x.scalar_type() == at::kFloat;
  if (!seen.is_float || x.numel() == 0) return;
  const auto [least, most] = at::aminmax(x);
  const auto low = least.item<float>(), high = most.item<float>();
  seen.is_finite = seen.is_finite && std::isfinite(low) && std::isfinite(high);
  seen.range.low = std::min(seen.range.low, low);
  seen.range.high = std::max(seen.range.high, high);
}

void value(std::int64_t number, const at::Tensor& x) {
  if (!looking) return;
  const auto at = static_cast<std::size_t>(number);
  if (!looking->counts[at]) return look_for_ends(looking->values[at], x);
  const at::Tensor dense = x.is_non_overlapping_and_dense() ? x : x.contiguous();
  if (x.scalar_type() == at::kFloat) looking->counts[at]->add(dense.const_data_ptr<float>(), dense.numel());
}

void addition(std::int64_t site, const at::Tensor& a, const at::Tensor& b) {
  if (looking && a.sizes() != b.sizes()) looking->adds_alike[static_cast<std::size_t>(site)] = false;
}

/// An analysis other than CONSERVATIVE would take the ops for pure, and move or drop them.
TORCH_LIBRARY_FRAGMENT(athena_observe, library) {
  const auto as_is = c10::AliasAnalysisKind::CONSERVATIVE;
  library.def(torch::schema("value(int number, Tensor x) -> ()", as_is), value);
  library.def(torch::schema("addition(int site, Tensor a, Tensor b) -> ()", as_is), addition);
}

Node* observing_node(torch::jit::Graph& graph, const char* op, std::size_t number,
                     at::ArrayRef<torch::jit::Value*> values, Node* beside, bool before) {
  Node* const node = graph.create(c10::Symbol::fromQualString(op), 0);
  before ? node->insertBefore(beside) : node->insertAfter(beside);
  const torch::jit::WithInsertPoint here(node);
  node->addInput(graph.insertConstant(static_cast<std::int64_t>(number)));
  for (torch::jit::Value* value : values) node->addInput(value);
  return node;
}

void put_observers(const std::vector<StaticSite>& sites, const StaticValues& values) {
  for (const ValueUse& use : values.uses)
    observing_node(*use.beside->owningGraph(), "athena_observe::value", use.number, {use.value}, use.beside,
                   use.before);
  for (std::size_t i = 0; i < sites.size(); ++i)
    if (Node* add = sites[i].add)
      observing_node(*add->owningGraph(), "athena_observe::addition", i, {add->input(0), add->input(1)}, add,
                     true);
}

/// The values between whose ends there is something to count.
void begin_counting(Looking& all) {
  for (std::size_t i = 0; i < all.values.size(); ++i) {
    const SeenValue& seen = all.values[i];
    if (seen.reached && seen.is_float && seen.is_finite) all.counts[i].emplace(seen.range);
  }
}

ValueRange chosen(const Histogram& counts, const ObserverOptions& options) {
  return options.observer == Observer::Percentile ? percentile_range(counts, options.percentile)
                                                  : least_squares_range(counts);
}

}  // namespace

Result<SeenValues> observe_values(const torch::jit::Module& packed, const DataSource& data,
                                  const CalibrateOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Module copy, flatten(packed));
  const std::vector<StaticSite> sites = static_sites(copy);
  const StaticValues values = static_values(copy, sites);
  put_observers(sites, values);
  Looking all{std::vector<SeenValue>(values.count), std::vector<std::optional<Histogram>>(values.count),
              std::vector<bool>(sites.size(), true)};
  const Recording recording(looking, all);
  const bool counts = options.observer.observer != Observer::MinMax;
  ATHENA_TRY(run_samples(copy, data, options, job.part(0, counts ? 0.5 : 1)));
  if (counts) {
    begin_counting(all);
    ATHENA_TRY(run_samples(copy, data, options, job.part(0.5, 1)));
    for (std::size_t i = 0; i < all.values.size(); ++i) {
      ATHENA_TRY(job.poll());
      if (all.counts[i]) all.values[i].range = chosen(*all.counts[i], options.observer);
    }
  }
  return SeenValues{std::move(all.values), std::move(all.adds_alike)};
}

}  // namespace athena
