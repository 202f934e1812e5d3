// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cstdlib>

#include "core/data/data_source.h"
#include "core/pipeline/recover_step.h"
#include "tests/core/graph/models.h"
#include "whole_recipe.h"

namespace athena::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const std::string kRecover = R"({"do": "recover", "method": "gptq", "samples": 64})";

std::string quantize(const std::string& scheme) {
  return R"({"do": "quantize", "rules": [{"layers": "*", "scheme": ")" + scheme + "\"}]}";
}

Recipe recipe_of(const std::string& steps) {
  const auto recipe = parse_recipe(R"({"athena_recipe": 1, "steps": [)" + steps + "]}");
  EXPECT_TRUE(recipe) << recipe.error().message;
  return *recipe;
}

DataHandle digits() {
  const auto data = open_data(sample(""));
  EXPECT_TRUE(data) << data.error().message;
  return *data;
}

Result<PipelineResult> made(const LoadedModel& model, const std::string& steps, const DataHandle& data,
                            const JobContext& job = {}) {
  return run_recipe(model, recipe_of(steps), data.get(), {}, job);
}

double error(const LoadedModel& model, const torch::jit::Module& variant, const at::Tensor& x) {
  return (run(model.original, x) - run(variant, x)).square().mean().item<double>();
}

TEST(Recover, BringsSamplesThatItHasNotSeenCloserToTheModel) {
  const DataHandle data = digits();
  const at::Tensor x = data->read("test", 0, 256)->inputs[0].toTensor();
  for (const char* name : {"digits_transformer.pt", "digits_cnn.pt"}) {
    const LoadedModel model = load(sample(name));
    for (const std::string scheme : {"int8-weight", "int4-dynamic"}) {
      const auto nearest = made(model, quantize(scheme), data),
                 recovered = made(model, quantize(scheme) + "," + kRecover, data);
      ASSERT_TRUE(nearest && recovered) << name;
      EXPECT_LT(error(model, recovered->module, x), 0.6 * error(model, nearest->module, x))
          << name << " " << scheme;
    }
  }
}

TEST(Recover, KeepsWhatWasPruned) {
  const LoadedModel model = load(sample("digits_cnn.pt"));
  const std::string prune =
      R"({"do": "prune", "rules": [{"kinds": ["Linear"], "criterion": "l1", "amount": 0.5}]},)";
  const auto recovered = made(model, prune + quantize("int8-dynamic") + "," + kRecover, digits());
  ASSERT_TRUE(recovered) << recovered.error().message;
  EXPECT_NEAR(report(*recovered, "fc1").sparsity, 0.5, 0.01);
}

TEST(Recover, SaysWhichLayersItLeaves) {
  const LoadedModel model = saved_and_loaded(
      scripted({{"w", at::ones({10, 784})}, {"other", at::ones({10, 784})}},
               "def forward(self, x):\n  y = x.flatten(1)\n  if bool(y.sum() < -1e9):\n"
               "    return torch.linear(y, self.other)\n  return torch.linear(y, self.w)\n"));
  std::vector<std::string> warnings;
  const JobContext job = JobContext{}.heard_by([&](JobContext::Said said) {
    if (const auto* warning = std::get_if<JobWarning>(&said)) warnings.push_back(warning->text);
  });
  ASSERT_TRUE(made(model, quantize("int8-dynamic") + "," + kRecover, digits(), job));
  EXPECT_THAT(warnings, Contains("Layer 'other' is rounded to nearest: no calibration sample reached it."));
}

TEST(Recover, IsRefusedWhereNoLayerHasIntegers) {
  const auto unserved = made(load(sample("digits_cnn.pt")), quantize("fp16") + "," + kRecover, digits());
  ASSERT_FALSE(unserved);
  EXPECT_THAT(unserved.error().message, HasSubstr("int8 or int4"));
}

TEST(Recover, WantsDataAndSchemesBeforeIt) {
  const LoadedModel model = load(sample("digits_cnn.pt"));
  const auto without = made(model, quantize("int8-dynamic") + "," + kRecover, nullptr);
  ASSERT_FALSE(without);
  EXPECT_THAT(without.error().message, HasSubstr("needs data"));
  const auto order =
      parse_recipe(R"({"athena_recipe": 1, "steps": [)" + kRecover + "," + quantize("int8-dynamic") + "]}");
  ASSERT_FALSE(order);
  EXPECT_THAT(order.error().message, HasSubstr("must come before step 1 (recover)"));
}

}  // namespace
}  // namespace athena::test
