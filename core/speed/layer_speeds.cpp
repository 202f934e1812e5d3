// SPDX-License-Identifier: Apache-2.0
#include "core/speed/layer_speeds.h"

#include <algorithm>
#include <map>

#include "athena/catalogue.h"
#include "core/machine/roofline.h"
#include "core/measure/latency.h"
#include "core/measure/site_counts.h"
#include "core/measure/thread_count.h"
#include "core/runtime/scheme.h"
#include "core/speed/time_schemes.h"

namespace athena {
namespace {

using Times = std::map<std::string, SchemeTime>;  // by layer

struct SchemeTimes {
  const MethodSpec* method = nullptr;
  bool in_integers = false;
  Times times;
};

Result<std::vector<SchemeTimes>> time_all(const LoadedModel& model, const DataSource& data,
                                          const Batch& batch, const JobContext& job) {
  std::vector<SchemeTimes> all;
  for (const MethodSpec& method : method_catalogue())
    if (const auto scheme = scheme_named(method.name); scheme && is_timed_alone(*scheme))
      all.push_back({&method, multiplies_integers(*scheme), {}});
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::map<std::string, LayerScheme> schemes;
    for (const LayerInfo& layer : model.info.layers)
      if (layer.compressible && serves_kind(*all[i].method, layer.kind))
        schemes[layer.path] = {all[i].method->name, complete_parameters(*all[i].method, {})};
    const auto share = [&](std::size_t done) { return double(done) / double(all.size()); };
    ATHENA_ASSIGN(all[i].times,
                  time_schemes(model.settled, schemes, data, batch, {}, job.part(share(i), share(i + 1))));
  }
  return all;
}

/// That all layers take together, those that `times` lacks as they are.
std::int64_t weight_bytes(const std::vector<LayerInfo>& layers, const Times& times) {
  std::int64_t bytes = 0;
  for (const LayerInfo& layer : layers) {
    const auto found = times.find(layer.path);
    bytes += found == times.end() || !found->second.refused.empty() ? layer.bytes : found->second.bytes;
  }
  return bytes;
}

void add_counts(LayerSpeed& layer, const SiteCounts& counts) {
  for (const SiteCount& site : counts.sites) {
    if (site.path != layer.path) continue;
    if (layer.input_shape.empty()) layer.input_shape = site.input_shape;
    layer.calls += site.calls;
    layer.multiply_adds += site.multiply_adds;
    layer.activation_bytes += site.activation_bytes;
  }
}

/// 0 for a layer that multiplies nothing: how much of its weights it reads is not known.
double predict(const LayerSpeed& layer, const SchemeSpeed& scheme, bool in_integers, std::int64_t working_set,
               const MachineReport& machine, const std::string& isa) {
  if (layer.multiply_adds == 0) return 0;
  return predicted_ms(machine, isa,
                      {layer.multiply_adds, scheme.bytes + layer.activation_bytes,
                       working_set + layer.activation_bytes, in_integers});
}

class Report {
 public:
  Report(const LoadedModel& model, const MachineReport& machine, const SiteCounts& counts,
         const std::vector<SchemeTimes>& all)
      : layers_(model.info.layers), machine_(machine), counts_(counts), all_(all) {}

  std::vector<LayerSpeed> speeds() const {
    std::vector<LayerSpeed> speeds;
    for (const LayerInfo& layer : layers_)
      if (LayerSpeed speed = speed_of(layer); !speed.schemes.empty()) speeds.push_back(std::move(speed));
    return speeds;
  }

 private:
  LayerSpeed speed_of(const LayerInfo& layer) const {
    LayerSpeed speed;
    speed.path = layer.path;
    speed.kind = layer.kind;
    add_counts(speed, counts_);
    std::vector<double> fp32_ms;
    for (const SchemeTimes& each : all_) {
      const auto found = each.times.find(layer.path);
      if (found == each.times.end()) continue;
      const SchemeTime& time = found->second;
      SchemeSpeed scheme{each.method->name, time.ms, 0, time.ratio, time.bytes, time.kernel, time.refused};
      if (time.refused.empty()) {
        fp32_ms.push_back(time.fp32_ms);
        scheme.predicted_ms = predict(speed, scheme, each.in_integers, weight_bytes(layers_, each.times),
                                      machine_, machine_.isa);
      }
      speed.schemes.push_back(std::move(scheme));
    }
    if (fp32_ms.empty()) {  // nothing ran to compare
      speed.schemes.clear();
      return speed;
    }
    SchemeSpeed as_it_is;
    as_it_is.scheme = "fp32";
    as_it_is.ms = median_of(fp32_ms);
    as_it_is.bytes = layer.bytes;
    // LibTorch's own kernels take the best instruction set there is.
    as_it_is.predicted_ms =
        predict(speed, as_it_is, false, weight_bytes(layers_, {}), machine_, machine_.peaks.back().isa);
    speed.schemes.insert(speed.schemes.begin(), std::move(as_it_is));
    return speed;
  }

  const std::vector<LayerInfo>& layers_;
  const MachineReport& machine_;
  const SiteCounts& counts_;
  const std::vector<SchemeTimes>& all_;
};

}  // namespace

Result<std::vector<LayerSpeed>> measure_layer_speeds(const LoadedModel& model, const ModelInputs& inputs,
                                                     int batch, const MachineReport& machine,
                                                     const JobContext& job) {
  ATHENA_ASSIGN(const SiteCounts counts, count_sites(model.settled, inputs, batch, batch, job));
  ATHENA_ASSIGN(const Batch samples, inputs.data->read(inputs.split, 0, batch));
  ATHENA_ASSIGN(const ThreadCount threads, ThreadCount::set(machine.threads));
  ATHENA_ASSIGN(const std::vector<SchemeTimes> all, time_all(model, *inputs.data, samples, job));
  return Report(model, machine, counts, all).speeds();
}

}  // namespace athena
