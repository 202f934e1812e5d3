// SPDX-License-Identifier: Apache-2.0
#include "core/speed/time_schemes.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/data/binding.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/measure/latency.h"
#include "core/measure/layer_stopwatch.h"
#include "core/quantize/pack_layer.h"
#include "core/runtime/packed_weights.h"

namespace athena {
namespace {

constexpr int kWarmUp = 2;  // turns at most; LibTorch's executor compiles during the two calls of the first

/// The layers that take part: the i-th watch is that of paths[i].
struct Race {
  std::vector<std::string> paths;
  std::vector<PackedWeightsHandle> packed;
  torch::jit::Module as_it_is, rewritten;
  std::vector<std::vector<double>> as_it_is_ms, rewritten_ms;  // per turn, per layer
};

SiteRewrite timed(SiteRewrite rewrite, std::int64_t layer) {
  rewrite.build = [inner = std::move(rewrite.build), layer](torch::jit::Graph& graph, const LayerSite& site,
                                                            torch::jit::Value* owner) {
    insert_layer_begins(graph);
    torch::jit::Value* const output = inner(graph, site, owner);
    insert_layer_ends(graph, layer);
    return output;
  };
  return rewrite;
}

Result<torch::jit::Module> timed_as_it_is(const torch::jit::Module& settled,
                                          const std::vector<std::string>& paths) {
  ATHENA_ASSIGN(torch::jit::Module copy, flatten(settled));
  for (const StoredLayer& layer : find_layers(copy)) {
    const auto found = std::find(paths.begin(), paths.end(), layer.info.path);
    if (found == paths.end()) continue;
    for (const LayerSite& site : layer.sites) put_stopwatch_around(site.node, found - paths.begin());
  }
  return copy;
}

/// Packs what can be packed; the rest goes to `times` with its reason.
Result<Race> prepare(const torch::jit::Module& settled, const std::map<std::string, LayerScheme>& schemes,
                     std::map<std::string, SchemeTime>& times, const JobContext& job) {
  Race race;
  std::map<std::string, SiteRewrite> rewrites;
  for (const StoredLayer& layer : find_layers(settled)) {
    const auto scheme = schemes.find(layer.info.path);
    if (scheme == schemes.end()) continue;
    ATHENA_TRY(job.poll());
    auto packed = pack_layer(layer, scheme->second.scheme, scheme->second.parameters);
    if (!packed) {
      times[layer.info.path].refused = packed.error().message;
      continue;
    }
    times[layer.info.path].bytes = packed->bytes;
    race.packed.push_back(packed_weights(packed->rewrite.add.front().second));
    rewrites[layer.info.path] =
        timed(std::move(packed->rewrite), static_cast<std::int64_t>(race.paths.size()));
    race.paths.push_back(layer.info.path);
  }
  ATHENA_ASSIGN(race.as_it_is, timed_as_it_is(settled, race.paths));
  ATHENA_ASSIGN(race.rewritten, replace_sites(settled, rewrites));
  return race;
}

/// A turn of both models. The first call brings a model's own weights back into the caches.
Result<double> take_turn(Race& race, const DataSource& data, const Batch& batch) {
  double whole = 0;
  for (const bool packed : {false, true}) {
    ATHENA_ASSIGN(const torch::jit::Method method,
                  method_named(packed ? race.rewritten : race.as_it_is, "forward"));
    ATHENA_ASSIGN(const LayerTimes first, time_layers(method, data, batch, race.paths.size()));
    ATHENA_ASSIGN(LayerTimes second, time_layers(method, data, batch, race.paths.size()));
    whole += first.whole + second.whole;
    (packed ? race.rewritten_ms : race.as_it_is_ms).push_back(std::move(second.layers));
  }
  return whole;
}

Status take_turns(Race& race, const DataSource& data, const Batch& batch, const TimeSchemesOptions& options,
                  const JobContext& job) {
  double turn_ms = 0;
  for (int turn = 0; turn < kWarmUp && turn_ms < options.budget_ms; ++turn) {
    ATHENA_TRY(job.poll());
    ATHENA_ASSIGN(turn_ms, take_turn(race, data, batch));
  }
  race.as_it_is_ms.clear();
  race.rewritten_ms.clear();
  const int turns = static_cast<int>(std::clamp(options.budget_ms / std::max(turn_ms, 1e-6),
                                                double(options.min_turns), double(options.max_turns)));
  for (int turn = 0; turn < turns; ++turn) {
    ATHENA_TRY(job.poll());
    ATHENA_TRY(take_turn(race, data, batch));
    job.progress(double(turn + 1) / turns, "timing every layer");
  }
  return {};
}

}  // namespace

Result<std::map<std::string, SchemeTime>> time_schemes(const torch::jit::Module& settled,
                                                       const std::map<std::string, LayerScheme>& schemes,
                                                       const DataSource& data, const Batch& batch,
                                                       const TimeSchemesOptions& options,
                                                       const JobContext& job) {
  std::map<std::string, SchemeTime> times;
  ATHENA_ASSIGN(Race race, prepare(settled, schemes, times, job.part(0, 0.2)));
  if (race.paths.empty()) return times;
  const at::NoGradGuard no_grad;
  ATHENA_TRY(take_turns(race, data, batch, options, job.part(0.2, 1)));
  for (std::size_t layer = 0; layer < race.paths.size(); ++layer) {
    std::vector<double> fp32, ms, ratios;
    for (std::size_t turn = 0; turn < race.as_it_is_ms.size(); ++turn) {
      fp32.push_back(race.as_it_is_ms[turn][layer]);
      ms.push_back(race.rewritten_ms[turn][layer]);
      if (fp32.back() > 0 && ms.back() > 0) ratios.push_back(ms.back() / fp32.back());
    }
    if (ratios.empty()) {  // these inputs do not reach it
      times.erase(race.paths[layer]);
      continue;
    }
    SchemeTime& time = times[race.paths[layer]];
    time.fp32_ms = median_of(fp32);
    time.ms = median_of(ms);
    time.ratio = median_of(ratios);
    time.kernel = race.packed[layer]->kernel();
  }
  return times;
}

}  // namespace athena
