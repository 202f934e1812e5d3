// SPDX-License-Identifier: Apache-2.0
// On the convolutional networks in the folder that ATHENA_MODELS names (tests/data/make_models.py makes
// them).
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "athena/recipe.h"
#include "core/measure/coverage.h"
#include "core/pipeline/run_recipe.h"

namespace athena {
namespace {

std::string model_file(const std::string& name) {
  const char* folder = std::getenv("ATHENA_MODELS");
  return folder == nullptr ? "" : std::string(folder) + "/" + name + ".pt";
}

at::Tensor outputs(torch::jit::Module module, const at::Tensor& x) {
  const c10::InferenceMode guard;
  at::set_num_threads(1);  // on a busy machine threads wait for each other
  module.eval();
  return module.forward({x}).toTensor();
}

struct Network {
  const char* name;
  std::int64_t channels;
  int convolutions;
};

class Convolutions : public testing::TestWithParam<std::tuple<Network, const char*>> {};

TEST_P(Convolutions, AllRunInIntegersCloseToTheModel) {
  const auto& [network, way] = GetParam();
  const std::string file = model_file(std::string(network.name) + "_" + way);
  if (file.empty()) GTEST_SKIP() << "LibTorch belongs to no Python, which makes the models";
  const auto model = load_model(file);
  ASSERT_TRUE(model) << model.error().message;
  const auto recipe = parse_recipe(
      R"({"athena_recipe": 1, "steps": [{"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-dynamic"}]}]})");
  ASSERT_TRUE(recipe);
  const auto made = run_recipe(*model, *recipe, nullptr, {}, {});
  ASSERT_TRUE(made) << made.error().message;
  const auto x = at::randn({2, network.channels, 64, 64}, at::make_generator<at::CPUGeneratorImpl>(7));
  const auto expected = outputs(model->original, x).flatten(1), got = outputs(made->module, x).flatten(1);
  EXPECT_GT(at::cosine_similarity(expected, got, 1).min().item<double>(), 0.998);
  int ran = 0;
  for (const LayerReport& layer : coverage(made->module)) {
    if (!layer.kind.starts_with("Conv")) continue;
    ++ran;
    EXPECT_EQ(layer.scheme, "int8-dynamic") << layer.path;
    EXPECT_EQ(layer.calls, 1) << layer.path;
    EXPECT_TRUE(layer.kernel.starts_with("conv_") || layer.kernel.starts_with("depthwise_"))
        << layer.path << " ran " << layer.kernel;
  }
  EXPECT_EQ(ran, network.convolutions);
}

INSTANTIATE_TEST_SUITE_P(Networks, Convolutions,
                         testing::Combine(testing::Values(Network{"resnet18", 3, 20},
                                                          Network{"mobilenet_v2", 3, 52},
                                                          Network{"unet", 1, 18}),
                                          testing::Values("scripted", "traced", "frozen")),
                         [](const auto& info) {
                           return std::string(std::get<0>(info.param).name) + "_" + std::get<1>(info.param);
                         });

}  // namespace
}  // namespace athena
