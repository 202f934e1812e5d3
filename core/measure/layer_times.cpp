// SPDX-License-Identifier: Apache-2.0
#include "core/measure/layer_times.h"

#include "core/data/binding.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/measure/latency.h"
#include "core/measure/layer_stopwatch.h"

namespace athena {
Result<std::map<std::string, double>> layer_time_shares(const torch::jit::Module& settled,
                                                        const DataSource& data, const Batch& batch,
                                                        const LayerTimesOptions& options,
                                                        const JobContext& job) {
  ATHENA_ASSIGN(const torch::jit::Module timed, flatten(settled));
  const std::vector<StoredLayer> layers = find_layers(timed);
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    for (const LayerSite& site : layers[layer].sites)
      put_stopwatch_around(site.node, static_cast<std::int64_t>(layer));
  ATHENA_ASSIGN(const torch::jit::Method method, method_named(timed, options.method));

  const at::NoGradGuard no_grad;
  std::vector<std::vector<double>> shares(layers.size());
  for (int call = 0; call < options.warm_up + options.calls; ++call) {
    ATHENA_TRY(job.poll());
    ATHENA_ASSIGN(const LayerTimes times, time_layers(method, data, batch, layers.size()));
    if (call >= options.warm_up)
      for (std::size_t layer = 0; layer < layers.size(); ++layer)
        shares[layer].push_back(times.layers[layer] / times.whole);
    job.progress(double(call + 1) / (options.warm_up + options.calls), "timing every layer");
  }
  std::map<std::string, double> medians;
  for (std::size_t layer = 0; layer < layers.size(); ++layer)
    if (!layers[layer].sites.empty()) medians[layers[layer].info.path] = median_of(shares[layer]);
  return medians;
}

}  // namespace athena
