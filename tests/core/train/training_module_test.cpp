// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_module.h"

#include <cstdlib>

#include "blobs.h"
#include "core/data/data_source.h"
#include "core/graph/attributes.h"
#include "core/graph/layers.h"
#include "core/graph/load.h"
#include "core/graph/replace_sites.h"
#include "core/graph/settle.h"
#include "core/train/fine_tune.h"

namespace athena::test {
namespace {

const Parameters kGroup32 = {{"g", int64_t{32}}};

/// The model as the pipeline converts it: each layer packed, its ops replaced by the runtime's.
torch::jit::Module converted(const torch::jit::Module& settled, const std::vector<TrainingLayer>& plan) {
  std::map<std::string, SiteRewrite> rewrites;
  for (const StoredLayer& layer : find_layers(settled))
    for (const TrainingLayer& planned : plan) {
      if (planned.path != layer.info.path) continue;
      const PackedHandle weight =
          packed(pack_linear(layer.weight, layer.bias, planned.scheme, planned.parameters).value());
      const std::string leaf = split_path(layer.weight_path).second + "_packed";
      SiteRewrite rewrite;
      rewrite.add = {{leaf, c10::IValue(weight)}};
      rewrite.build = [=](torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* owner) {
        torch::jit::Value* attribute =
            read_new_attribute(graph, owner, leaf, c10::getCustomClassType<PackedHandle>());
        return graph.insert(c10::Symbol::fromQualString("athena::linear"), {site.node->input(0), attribute});
      };
      rewrites[layer.info.path] = rewrite;
    }
  return replace_sites(settled, rewrites).value();
}

at::Tensor run(torch::jit::Module module, const at::Tensor& x) {
  const at::NoGradGuard no_grad;
  return module.forward({x}).toTensor();
}

TEST(TrainingModule, ComputesWhatTheConvertedModelDoes) {
  const torch::jit::Module settled = settle(classifier()).value();
  const at::Tensor x = Values(21).normal({7, 16});
  for (const std::string scheme :
       {"fp16", "bf16", "int8-weight", "int8-dynamic", "int4-weight", "int4-dynamic", "sparse-int8"}) {
    SCOPED_TRACE(scheme);
    Parameters first = kGroup32;
    if (scheme.starts_with("int4"))
      first.insert(first.end(), {{"zp", true}, {"scales", std::string("fp16")}});
    const std::vector<TrainingLayer> plan = {{"first", scheme, first, {}}, {"second", scheme, kGroup32, {}}};
    const torch::jit::Module training = training_module(settled, plan).value();
    EXPECT_TRUE(same_bits(run(training, x), run(converted(settled, plan), x)));
    ASSERT_TRUE(fine_tune(training, blobs(), {.split = "test", .identity = {}}, {}));
    const torch::jit::Module trained = trained_module(settled, training).value();
    EXPECT_FALSE(at::equal(run(trained, x), run(settled, x)));
    EXPECT_TRUE(same_bits(run(training, x), run(converted(trained, plan), x)));
  }
}

TEST(TrainingModule, TrainsParametersOfAllLayersAndNoBuffers) {
  const torch::jit::Module settled = settle(classifier()).value();
  const torch::jit::Module training = training_module(settled, {{"first", "int8-dynamic", {}, {}}}).value();
  for (const char* path : {"first.weight", "first.bias", "second.weight", "second.bias"})
    EXPECT_TRUE(find_attribute(training, path)->toTensor().requires_grad()) << path;
  for (const char* path : {"shift", "count"})
    EXPECT_FALSE(find_attribute(training, path)->toTensor().requires_grad()) << path;
}

TEST(TrainingModule, LeavesTheModelItCameFromAlone) {
  const torch::jit::Module settled = settle(classifier()).value();
  const at::Tensor x = Values(22).normal({7, 16}), before = run(settled, x);
  const torch::jit::Module training = training_module(settled, {{"first", "int8-dynamic", {}, {}}}).value();
  ASSERT_TRUE(fine_tune(training, blobs(), {.split = "test", .identity = {}}, {}));
  EXPECT_TRUE(same_bits(run(settled, x), before));
  EXPECT_FALSE(find_attribute(settled, "first.weight")->toTensor().requires_grad());
}

/// Two layers over one storage, as a file with tied weights may load.
torch::jit::Module tied() {
  const at::Tensor shared = Values(23).normal({16, 16});
  torch::jit::Module module("Tied");
  module.register_module("a", linear_module("A", shared));
  module.register_module("b", linear_module("B", shared.alias()));
  module.register_attribute("training", c10::BoolType::get(), false);
  module.define(
      "def forward(self, x: Tensor) -> Tensor:\n  return self.b.forward(torch.relu(self.a.forward(x)))\n");
  return module;
}

TEST(TrainingModule, TiedWeightsStayTied) {
  const torch::jit::Module settled = settle(tied()).value();
  const torch::jit::Module training = training_module(settled, {}).value();
  const auto tied_in = [](const torch::jit::Module& module) {
    return find_attribute(module, "a.weight")
        ->toTensor()
        .is_same(find_attribute(module, "b.weight")->toTensor());
  };
  EXPECT_TRUE(tied_in(training));
  FineTuneOptions options;
  options.split = "test";
  ASSERT_TRUE(fine_tune(training, blobs(), options, {}));
  EXPECT_TRUE(tied_in(trained_module(settled, training).value()));
}

TEST(TrainingModule, MaskedWeightsAreZeroAndStaySo) {
  const torch::jit::Module settled = settle(classifier()).value();
  const at::Tensor mask = Values(24).normal({32, 16}) > 0;
  const torch::jit::Module training = training_module(settled, {{"first", "fp32", {}, mask}}).value();
  FineTuneOptions options;
  options.split = "test";
  ASSERT_TRUE(fine_tune(training, blobs(), options, {}));
  const torch::jit::Module trained = trained_module(settled, training).value();
  const at::Tensor weight = find_attribute(trained, "first.weight")->toTensor();
  EXPECT_TRUE(at::equal(weight.ne(0), mask));
}

TEST(TrainingModule, RefusesLayersItCannotTrain) {
  const torch::jit::Module settled = settle(classifier()).value();
  const auto code = [&](const TrainingLayer& layer) {
    const auto module = training_module(settled, {layer});
    return module ? ErrorCode::Internal : module.error().code;
  };
  EXPECT_EQ(code({"third", "int8-dynamic", {}, {}}), ErrorCode::NotFound);
  EXPECT_EQ(code({"first", "int3", {}, {}}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({"first", "int4-dynamic", {}, {}}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({"first", "fp32", {}, at::ones({3, 3}, at::kBool)}), ErrorCode::InvalidArgument);
}

// The shipped Transformer on its own images: the fake-quantized model against the converted one.
TEST(TrainingModule, TheTransformerAgreesWithItsConversionOnRealImages) {
  const std::string samples = std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/resources/samples";
  const auto model = load_model(samples + "/digits_transformer.pt");
  ASSERT_TRUE(model) << model.error().message;
  const auto data = open_data(samples);
  ASSERT_TRUE(data) << data.error().message;
  std::vector<TrainingLayer> plan;
  for (const StoredLayer& layer : find_layers(model->settled))
    if (layer.info.compressible) plan.push_back({layer.info.path, "int8-dynamic", {}, {}});
  ASSERT_GE(plan.size(), 4u);
  const auto training = training_module(model->settled, plan);
  ASSERT_TRUE(training) << training.error().message;
  const at::Tensor x = (*data)->read("test", 0, 64)->inputs[0].toTensor();
  const at::Tensor fake = run(*training, x).flatten(),
                   real = run(converted(model->settled, plan), x).flatten();
  const double cosine = at::dot(fake.to(at::kDouble), real.to(at::kDouble)).item<double>() /
                        (fake.norm().item<double>() * real.norm().item<double>());
  EXPECT_GE(cosine, 0.99999);
  EXPECT_TRUE(same_bits(fake, real));
}

}  // namespace
}  // namespace athena::test
