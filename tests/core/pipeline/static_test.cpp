// SPDX-License-Identifier: Apache-2.0
// Recipes with int8-static.
#include <gmock/gmock.h>

#include "core/data/data_source.h"
#include "core/measure/coverage.h"
#include "tests/core/graph/models.h"
#include "tests/core/pipeline/whole_recipe.h"

namespace athena::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const std::string kCalibrate = R"({"do": "calibrate", "samples": 64, "observer": "minmax"})";
const std::string kStatic = R"({"do": "quantize", "rules": [{"kinds": ["Conv2d"], "scheme": "int8-static"},)"
                            R"( {"kinds": ["Linear"], "scheme": "int8-dynamic"}]})";
const std::string kDynamic = R"({"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-dynamic"}]})";

DataHandle digits() {
  auto data = open_data(sample(""));
  EXPECT_TRUE(data) << data.error().message;
  return std::move(*data);
}

Result<PipelineResult> made(const LoadedModel& model, const std::string& steps, const DataHandle& data,
                            std::vector<std::string>* warnings = nullptr) {
  ATHENA_ASSIGN(const Recipe recipe, parse_recipe(R"({"athena_recipe": 1, "steps": [)" + steps + "]}"));
  const JobContext job = JobContext{}.heard_by([&](JobContext::Said said) {
    if (const auto* warning = std::get_if<JobWarning>(&said); warning && warnings)
      warnings->push_back(warning->text);
  });
  return run_recipe(model, recipe, data.get(), {}, job);
}

at::Tensor test_images(const DataHandle& data) { return data->read("test", 0, 256)->inputs[0].toTensor(); }

TEST(Static, TheDigitsNetworkStaysWithTheModel) {
  const DataHandle data = digits();
  const LoadedModel model = load(sample("digits_cnn.pt"));
  const at::Tensor x = test_images(data), wanted = run(model.original, x);
  for (const std::string observer : {"minmax", "percentile", "mse"}) {
    const auto result = made(
        model, R"({"do": "calibrate", "samples": 64, "observer": ")" + observer + "\"}, " + kStatic, data);
    ASSERT_TRUE(result) << result.error().message;
    for (const LayerReport& layer : result->layers) {
      if (layer.kind != "Conv2d") continue;
      EXPECT_EQ(layer.scheme, "int8-static") << layer.path;
      EXPECT_EQ(layer.reason, "") << layer.path;
    }
    EXPECT_GT(cosine(run(result->module, x), wanted), 0.998) << observer;
  }
}

TEST(Static, ItsKernelsAreThoseBetweenCodes) {
  const DataHandle data = digits();
  const auto result = made(load(sample("digits_cnn.pt")), kCalibrate + "," + kStatic, data);
  ASSERT_TRUE(result) << result.error().message;
  torch::jit::Module module = reloaded(result->module);
  const at::Tensor x = test_images(data);
  EXPECT_TRUE(at::equal(run(module, x), run(result->module, x)));
  for (const LayerReport& layer : coverage(module)) {
    if (layer.kind != "Conv2d") continue;
    EXPECT_EQ(layer.scheme, "int8-static");
    EXPECT_THAT(layer.kernel, HasSubstr("u8s8_u8"));
    EXPECT_EQ(layer.calls, 1);
  }
}

TEST(Static, WorksWithRoundingByData) {
  const DataHandle data = digits();
  const LoadedModel model = load(sample("digits_cnn.pt"));
  const std::string recover = R"({"do": "recover", "method": "gptq", "samples": 64})";
  const auto recovered = made(model, kCalibrate + "," + kStatic + "," + recover, data),
             dynamic = made(model, kDynamic + "," + recover, data);
  ASSERT_TRUE(recovered) << recovered.error().message;
  ASSERT_TRUE(dynamic);
  // The same weights on the same grid.
  const auto bytes = [](const PipelineResult& result) {
    std::vector<at::Tensor> weights;
    for (const auto& attribute : result.module.named_attributes())
      if (attribute.name.ends_with("weight_packed") && attribute.name.starts_with("conv"))
        weights.push_back(
            attribute.value.toObject()->type()->getMethod("unpack")({attribute.value}).toTensor());
    return weights;
  };
  const auto with = bytes(*recovered), without = bytes(*dynamic);
  ASSERT_EQ(with.size(), 3u);
  ASSERT_EQ(without.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(at::equal(with[i], without[i]));
}

TEST(Static, TrainingSaysThatItDoesNotSeeTheCodes) {
  std::vector<std::string> warnings;
  const auto result = made(load(sample("digits_cnn.pt")),
                           kCalibrate + "," + kStatic + R"(, {"do": "train", "samples": 64, "batch": 32})",
                           digits(), &warnings);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(warnings, Contains(HasSubstr("training does not see what int8-static will round")));
  EXPECT_EQ(report(*result, "conv1").scheme, "int8-static");
}

TEST(Static, SaysWhichLayersItLeavesAndWhichItCannotServe) {
  std::vector<std::string> warnings;
  const LoadedModel model = saved_and_loaded(scripted(
      {{"w", seeded({4, 1, 3, 3}, 1)}, {"other", seeded({4, 1, 3, 3}, 2)}, {"up", seeded({4, 2, 2, 2}, 3)}},
      "def forward(self, x):\n  y = torch.conv2d(x, self.w)\n  if bool(x.sum() < -1e9):\n"
      "    y = torch.conv2d(x, self.other)\n  return torch.conv_transpose2d(y, self.up)\n"));
  const auto result =
      made(model, kCalibrate + R"(, {"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-static"}]})",
           digits(), &warnings);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_THAT(warnings, Contains("Layer 'other' is left to int8-dynamic: no calibration sample reached it."));
  EXPECT_EQ(report(*result, "other").reason,
            "It quantizes its input at every call: no calibration sample reached it.");
  EXPECT_EQ(report(*result, "w").reason, "");
  EXPECT_EQ(report(*result, "up").scheme, "fp32");
  EXPECT_THAT(report(*result, "up").reason, HasSubstr("int8-static serves layers of kind Conv1d and Conv2d"));
}

TEST(Static, IsRefusedWithoutWhatItNeeds) {
  const LoadedModel model = load(sample("digits_cnn.pt"));
  const auto without_step = made(model, kStatic, digits());
  ASSERT_FALSE(without_step);
  EXPECT_THAT(without_step.error().message, HasSubstr("\"int8-static\" needs a step \"calibrate\""));
  const auto without_data = made(model, kCalibrate + "," + kStatic, nullptr);
  ASSERT_FALSE(without_data);
  EXPECT_THAT(without_data.error().message, HasSubstr("needs data"));
  const auto linear = made(
      model, kCalibrate + R"(, {"do": "quantize", "rules": [{"layers": "fc1", "scheme": "int8-static"}]})",
      digits());
  ASSERT_FALSE(linear);
  EXPECT_THAT(linear.error().message, HasSubstr("serves layers of kind Conv1d and Conv2d, not Linear"));
}

TEST(Static, ACalibrationThatNothingNeedsIsSaid) {
  std::vector<std::string> warnings;
  ASSERT_TRUE(made(load(sample("digits_cnn.pt")), kCalibrate + "," + kDynamic, digits(), &warnings));
  EXPECT_THAT(warnings, Contains(HasSubstr("The step 'calibrate' did nothing")));
}

}  // namespace
}  // namespace athena::test
