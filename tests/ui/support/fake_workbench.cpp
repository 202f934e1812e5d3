// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fake_workbench.h"

#include <algorithm>
#include <cmath>
#include <fstream>

#include "athena/recipe.h"

namespace athena::ui::test {
namespace {

class FakeModel : public Model {
 public:
  explicit FakeModel(ModelInfo info) : m_info(std::move(info)) {}
  const ModelInfo& info() const override { return m_info; }

 private:
  ModelInfo m_info;
};

LayerInfo makeLayer(const std::string& path, const std::string& kind, std::vector<std::int64_t> shape) {
  LayerInfo layer;
  layer.path = path;
  layer.kind = kind;
  layer.weight_shape = std::move(shape);
  layer.dtype = "fp32";
  layer.parameters = layer.weight_shape[0];
  const std::int64_t bias = layer.weight_shape[0];
  for (std::size_t i = 1; i < layer.weight_shape.size(); ++i) layer.parameters *= layer.weight_shape[i];
  layer.parameters += bias;
  layer.bytes = layer.parameters * 4;
  layer.bias_bytes = bias * 4;
  layer.sites.push_back({"forward", "", "aten::linear"});
  layer.compressible = kind == "Linear";
  if (!layer.compressible) layer.reason = kind + " is not compressed by this version.";
  return layer;
}

}  // namespace

athena::JobId FakeWorkbench::submit(Request request) {
  const athena::JobId id{static_cast<std::int64_t>(m_submitted.size() + 1)};
  m_submitted.push_back({id, std::move(request)});
  return id;
}

Result<Outcome> FakeWorkbench::wait(athena::JobId job) { return m_outcomes.at(job); }

void FakeWorkbench::cancel(athena::JobId job) {
  for (Submitted& each : m_submitted) {
    if (each.id == job) each.cancelled = true;
  }
  if (!m_outcomes.contains(job)) end(job, fail(ErrorCode::Cancelled, "The job was cancelled."));
}

void FakeWorkbench::pause(athena::JobId job) { say(job, JobStateChange{JobState::Paused, {}}); }
void FakeWorkbench::resume(athena::JobId job) { start(job); }

Result<DatasetInfo> FakeWorkbench::describe_data(const std::string& path) const {
  if (path.find("missing") != std::string::npos)
    return fail(ErrorCode::NotFound, "There is no data at " + path + ".");
  return DatasetInfo{path, "MNIST", "f00d" + path, {{"train", 20000}, {"test", 10000}}, {1, 28, 28}, 10};
}

Environment FakeWorkbench::environment(int threads) const {
  return {"Test CPU, 2 cores", "avx512vnni", "Athena 0.1.0, LibTorch 2.13.0", threads};
}

void FakeWorkbench::say(athena::JobId job, decltype(JobEvent::what) what) {
  m_options.on_event({job, std::move(what)});
}

void FakeWorkbench::end(athena::JobId job, Result<Outcome> outcome) {
  JobStateChange change{JobState::Done, {}};
  if (!outcome) {
    change.state = outcome.error().code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed;
    change.error = outcome.error();
  }
  m_outcomes.insert_or_assign(job, std::move(outcome));
  say(job, std::move(change));
}

JobRunner::Factory fakeFactory(FakeWorkbench*& made) {
  return [&made](Workbench::Options options) {
    auto workbench = std::make_unique<FakeWorkbench>(std::move(options));
    made = workbench.get();
    return workbench;
  };
}

ModelHandle sampleModel(const std::string& path, const std::string& hash) {
  ModelInfo info;
  info.path = path;
  info.hash = hash.empty() ? "3f9a51c07d24e8b6" + std::string(48, '0') : hash;
  info.file_bytes = 4141234;
  info.methods.push_back(
      {"forward", {{"image", "Tensor", false}, {"mask", "Optional[Tensor]", true}}, "Tensor", 14, 1, 12});
  info.layers.push_back(makeLayer("embed", "Linear", {128, 49}));
  for (int i = 0; i < 4; ++i) {
    const std::string at = "encoder.layers." + std::to_string(i) + ".";
    info.layers.push_back(makeLayer(at + "self_attn.in_proj", "Linear", {384, 128}));
    info.layers.push_back(makeLayer(at + "self_attn.out_proj", "Linear", {128, 128}));
    info.layers.push_back(makeLayer(at + "linear1", "Linear", {512, 128}));
    info.layers.push_back(makeLayer(at + "linear2", "Linear", {128, 512}));
    info.layers.push_back(makeLayer(at + "norm1", "LayerNorm", {128}));
  }
  info.layers.push_back(makeLayer("head", "Linear", {10, 128}));
  for (const LayerInfo& layer : info.layers) info.weight_bytes += layer.bytes;
  return std::make_shared<FakeModel>(std::move(info));
}

ModelHandle transformer(const std::string& path, int blocks) {
  ModelInfo info;
  info.path = path;
  info.hash = std::string(64, 'b');
  info.methods.push_back({"forward", {}, "Tensor", 0, 0, 0});
  for (int i = 0; i < blocks; ++i) {
    const std::string at = "encoder.layers." + std::to_string(i) + ".";
    for (const char* name : {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.out_proj",
                             "linear1", "linear2"}) {
      info.layers.push_back(makeLayer(at + name, "Linear", {512, 512}));
      info.weight_bytes += info.layers.back().bytes;
    }
  }
  info.file_bytes = info.weight_bytes;
  return std::make_shared<FakeModel>(std::move(info));
}

ModelOutline sampleOutline(const ModelInfo& info) {
  ModelOutline outline{info.hash, {{"forward", {}}}};
  std::vector<OutlineItem>& items = outline.methods.front().items;
  const std::string loop = "loop@1", branch = loop + "/if@2/then";
  for (const LayerInfo& layer : info.layers) {
    const bool inside = layer.path.starts_with("encoder.layers.1.");
    if (inside && items.back().block.empty()) {
      items.push_back({loop, "", "", 7});
      items.push_back({branch, "", "", 12});
    }
    for (const Site& site : layer.sites) items.push_back({inside ? branch : "", site.op, layer.path, 0});
    if (layer.path == "encoder.layers.1.norm1") items.push_back({loop + "/if@2/else", "", "", 3});
  }
  return outline;
}

WeightStatistics sampleWeights(const WeightsRequest& request) {
  WeightStatistics weights;
  weights.layer = request.layer;
  weights.tensor = request.layer + ".weight";
  for (const LayerInfo& layer : request.model->info().layers) {
    if (layer.path == request.layer) weights.shape = layer.weight_shape;
  }
  weights.low = -0.35;
  weights.high = 0.35;
  weights.deviation = 0.1;
  for (int bin = 0; bin < request.bins; ++bin) {
    const double at = (weights.low + 0.7 * (bin + 0.5) / request.bins) / weights.deviation;
    weights.histogram.push_back(std::int64_t(1000 * std::exp(-at * at / 2)));
    weights.values += weights.histogram.back();
  }
  for (int percent = 0; percent <= 100; ++percent) weights.magnitudes.push_back(0.35 * percent / 100);
  for (std::int64_t i = 0; weights.shape.size() > 1 && i < weights.shape[0]; ++i) {
    const double width = 0.25 + 0.1 * std::sin(double(i));
    weights.channels.push_back({-width, width});
  }
  if (request.scheme.starts_with("int")) {
    const int reach = request.scheme.starts_with("int4") ? 7 : 127;
    weights.grid = QuantizationGrid{request.scheme, weights.shape[0], 0.15 / reach,           0.35 / reach,
                                    -0.35,          2 * reach + 1,    reach == 7 ? 21 : 44.5, 0.17 / reach};
    for (const auto& [name, value] : request.scheme_parameters) {
      if (name != "zp" || !std::get<bool>(value)) continue;
      weights.grid->first_level = -0.1;
      weights.grid->levels = 16;
    }
  }
  return weights;
}

MachineReport sampleMachine() {
  MachineReport machine;
  machine.cpu = "Test CPU";
  machine.cores = 2;
  machine.caches = {{1, "Instruction", 32768, 1},
                    {1, "Data", 49152, 1},
                    {2, "Unified", 1048576, 1},
                    {3, "Unified", 33554432, 2}};
  machine.instruction_sets = {"sse2", "avx2", "fma", "avx512f", "avx512vl", "avx512_vnni"};
  machine.isa = "avx512vnni";
  machine.peaks = {
      {"scalar", 28.1, 14.2}, {"avx2", 95.3, 57.1}, {"avxvnni", 116, 57.1}, {"avx512vnni", 232, 115}};
  machine.reading = {
      {"L1", 24576, 410}, {"L2", 524288, 180}, {"L3", 16777216, 60}, {"memory", 134217728, 23}};
  machine.batch = 1;
  const auto layer = [](const char* path, std::int64_t n, std::int64_t k, double scale) {
    LayerSpeed speed;
    speed.path = path;
    speed.kind = "Linear";
    speed.input_shape = {1, 16, k};
    speed.calls = 1;
    speed.multiply_adds = 16 * n * k;
    speed.activation_bytes = 64 * (n + k);
    const auto add = [&](const char* scheme, double ms, double bytes_each, double peak) {
      SchemeSpeed each;
      each.scheme = scheme;
      each.ms = ms * scale * double(n * k) / 65536;
      each.bytes = std::int64_t(bytes_each * double(n * k));
      each.predicted_ms = double(speed.multiply_adds) / peak / 1e6;
      each.ratio = ms / 0.02;
      speed.schemes.push_back(each);
    };
    add("fp32", 0.02, 4, 115);
    add("fp16", 0.018, 2, 115);
    add("int8-weight", scale > 2 ? 0.024 : 0.015, 1, 115);
    add("int8-dynamic", 0.008, 1, 232);
    add("int4-weight", 0.017, 0.625, 115);
    return speed;
  };
  machine.layers = {layer("encoder.layers.0.linear1", 512, 128, 1),
                    layer("encoder.layers.0.linear2", 128, 512, 1.1), layer("head", 10, 128, 3)};
  SchemeSpeed refused;
  refused.scheme = "bf16";
  refused.refused = "1 of 1280 weights are NaN or infinite.";
  machine.layers.back().schemes.push_back(refused);
  return machine;
}

Variant sampleOutcome(const CompressRequest& request, double accuracy, double milliseconds) {
  const ModelInfo& info = request.model->info();
  Variant variant;
  variant.name = request.recipe.name;
  variant.model_hash = info.hash;
  variant.recipe = request.recipe;
  variant.build = "Athena 0.1.0";
  const Plan plan = plan_recipe(request.recipe, info.layers).value();
  variant.file_bytes = plan.predicted_bytes + 20000;
  for (std::size_t i = 0; i < plan.layers.size(); ++i) {
    const LayerPlan& layer = plan.layers[i];
    LayerReport report{
        layer.path, info.layers[i].kind, layer.scheme, "", 0, layer.bytes, layer.predicted_bytes, 0, ""};
    if (layer.scheme != "fp32") {
      report.kernel = "u8s8_f32_6x64_avx512vnni";
      report.calls = 157;
    }
    variant.layers.push_back(std::move(report));
  }
  Measurement measurement;
  measurement.environment = {"Test CPU, 2 cores", "avx512vnni", "Athena 0.1.0, LibTorch 2.13.0", 1};
  measurement.dataset = "f00d" + request.data;
  measurement.dataset_name = "MNIST";
  measurement.accuracy =
      Accuracy{accuracy, accuracy - 0.0025, accuracy + 0.0025, std::int64_t(accuracy * 10000), 10000};
  measurement.original_accuracy = Accuracy{0.984, 0.9815, 0.9865, 9840, 10000};
  measurement.agreement = Agreement{0.998, 0.9997, 34, 0.0004, 10000, false};
  LatencyComparison latency;
  latency.variant = {milliseconds, milliseconds * 1.1, 0.04, 100};
  latency.original = {1.9, 2.1, 0.05, 100};
  latency.optimized = {1.5, 1.6, 0.04, 100};
  latency.optimized_as = "frozen";
  measurement.latency = latency;
  measurement.file_bytes = variant.file_bytes;
  measurement.original_file_bytes = info.file_bytes;
  measurement.measured_at = "2026-11-24T18:10:00Z";
  variant.measurements.push_back(measurement);
  std::ofstream(request.output) << "compressed " << request.recipe.name;
  return variant;
}

}  // namespace athena::ui::test
