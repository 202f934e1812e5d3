// SPDX-License-Identifier: Apache-2.0
#include "core/measure/measure_coverage.h"

#include <algorithm>
#include <utility>

#include "core/measure/coverage.h"
#include "core/runtime/scheme.h"

namespace athena {
namespace {

LayerReport* layer_of(std::vector<LayerReport>& layers, const SiteCount& site) {
  const auto found = std::find_if(layers.begin(), layers.end(), [&](const LayerReport& layer) {
    return site.packed ? is_packed_of(site.path, layer.path) : layer.path == site.path;
  });
  return found == layers.end() ? nullptr : &*found;
}

bool asks_for_integers(const std::string& name) {
  const auto scheme = scheme_named(name);
  return scheme && multiplies_integers(*scheme);
}

/// Whether every layer that can be compressed is among those that are counted.
enum class Listed { All, Packed };

void add_fall_back(Coverage& coverage, const SiteCount& site, const LayerReport* layer, Listed listed) {
  if (site.multiply_adds == site.integer_multiply_adds || (!layer && listed == Listed::Packed)) return;
  if (!layer)
    coverage.fall_backs.push_back("'" + site.path + "' is no layer that can be compressed: " + site.kernel +
                                  " multiplied by it in fp32 (" + site.where.place() + ").");
  else if (asks_for_integers(layer->scheme))
    coverage.fall_backs.push_back("'" + layer->path + "' was to be " + layer->scheme + ", but " +
                                  site.kernel + " ran in fp32 (" + site.where.place() + ").");
}

Coverage summed_up(SiteCounts counts, std::vector<LayerReport>& layers, Listed listed) {
  Coverage coverage;
  coverage.samples = counts.samples;
  for (SiteCount& site : counts.sites) {
    if (site.path.empty()) {
      coverage.of_activations += site.multiply_adds;
      continue;
    }
    coverage.with_weights += site.multiply_adds;
    coverage.in_integers += site.integer_multiply_adds;
    LayerReport* const layer = layer_of(layers, site);
    add_fall_back(coverage, site, layer, listed);
    if (!layer) continue;
    layer->multiply_adds += site.multiply_adds;
    layer->integer_multiply_adds += site.integer_multiply_adds;
    layer->sites.push_back({std::move(site.where), std::move(site.kernel), site.calls, site.multiply_adds,
                            site.integer_multiply_adds});
  }
  return coverage;
}

}  // namespace

Result<Coverage> measure_coverage(std::vector<LayerReport>& layers, const torch::jit::Module& module,
                                  const CountedRun& run) {
  ATHENA_ASSIGN(SiteCounts counts, count_sites(module, run));
  return summed_up(std::move(counts), layers, Listed::All);
}

Result<Coverage> measure_coverage(std::vector<LayerReport>& layers, const torch::jit::Module& module,
                                  const ModelInputs& inputs, std::int64_t batch, const JobContext& job) {
  ATHENA_ASSIGN(SiteCounts counts, count_sites(module, inputs, batch, kCountedSamples, job));
  return summed_up(std::move(counts), layers, Listed::All);
}

Result<std::optional<Coverage>> measure_coverage(const torch::jit::Module& module, const ModelInputs& inputs,
                                                 std::int64_t batch, const JobContext& job) {
  std::vector<LayerReport> packed = coverage(module);
  if (packed.empty()) return std::nullopt;
  ATHENA_ASSIGN(SiteCounts counts, count_sites(module, inputs, batch, kCountedSamples, job));
  return summed_up(std::move(counts), packed, Listed::Packed);
}

}  // namespace athena
