// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "athena/recipe.h"
#include "core/data/data_source.h"
#include "core/kernels/two_four_linear/two_four_linear.h"
#include "core/measure/evaluate.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

using testing::HasSubstr;

LoadedModel load(const std::string& name) {
  auto model = load_model(sample(name));
  EXPECT_TRUE(model) << model.error().message;
  return std::move(*model);
}

Result<PipelineResult> run_steps(const LoadedModel& model, const std::string& steps,
                                 const DataSource* data = nullptr, const PipelineOptions& options = {},
                                 const JobContext& job = {}) {
  const auto recipe =
      parse_recipe(R"({"athena_recipe": 1, "name": "test", "seed": 3, "steps": [)" + steps + "]}");
  EXPECT_TRUE(recipe) << recipe.error().message;
  return run_recipe(model, *recipe, data, options, job);
}

const std::string kInt8 = R"({"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "int8-dynamic"}]})";
const std::string kPrune =
    R"({"do": "prune", "rules": [{"kinds": ["Linear"], "criterion": "l1", "amount": 0.3}]})";
const std::string kTrain =
    R"({"do": "train", "epochs": 1, "samples": 256, "batch": 32, "optimizer": {"name": "adamw", "lr": 1e-4}})";

at::Tensor images(std::int64_t n) {
  return at::rand({n, 1, 28, 28}, at::make_generator<at::CPUGeneratorImpl>(5));
}

torch::jit::Module reloaded(const torch::jit::Module& module) {
  std::stringstream stream;
  module.save(stream);
  return torch::jit::load(stream);
}

class EveryScheme : public testing::TestWithParam<std::tuple<const char*, const char*, double>> {};

TEST_P(EveryScheme, StaysCloseToTheModelAndTakesItsBytes) {
  const auto [file, scheme, cosine] = GetParam();
  const LoadedModel model = load(file);
  const auto made =
      run_steps(model, std::string(R"({"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": ")") +
                           scheme + "\"}]}");
  ASSERT_TRUE(made) << made.error().message;
  const auto x = images(8);
  const auto expected = run(model.original, x), got = run(made->module, x);
  const double close = at::cosine_similarity(expected, got, 1).min().item<double>();
  EXPECT_GT(close, cosine);
  EXPECT_TRUE(at::equal(run(reloaded(made->module), x), got));
  ASSERT_EQ(made->layers.size(), model.info.layers.size());
  for (const LayerReport& layer : made->layers) {
    EXPECT_EQ(layer.scheme, layer.kind == "Linear" ? scheme : "fp32") << layer.path;
    if (layer.kind == "Linear") {
      EXPECT_LT(layer.bytes_after, 0.6 * layer.bytes_before) << layer.path;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Athena, EveryScheme,
                         testing::Combine(testing::Values("digits_cnn.pt", "digits_transformer.pt",
                                                          "digits_early_exit.pt"),
                                          testing::Values("fp16", "bf16", "int8-weight", "int8-dynamic",
                                                          "int4-weight", "int4-dynamic"),
                                          testing::Values(0.9)),
                         [](const auto& info) {
                           std::string name =
                               std::string(std::get<0>(info.param)) + "_" + std::get<1>(info.param);
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return name;
                         });

TEST(RunRecipe, ASamplesResultDoesNotDependOnItsBatch) {
  const auto made = run_steps(load("digits_transformer.pt"), kInt8);
  ASSERT_TRUE(made);
  const auto x = images(8);
  const auto together = run(made->module, x);
  for (int i = 0; i < 8; ++i) {
    const auto alone = run(made->module, x.slice(0, i, i + 1));
    EXPECT_TRUE(at::equal(alone, together.slice(0, i, i + 1))) << i;
  }
}

TEST(RunRecipe, WhatIsPackedRunsOutsideNoGradToo) {
  const LoadedModel model = load("digits_transformer.pt");
  const auto made = run_steps(model, kInt8);
  ASSERT_TRUE(made);
  EXPECT_TRUE(model.settled.attr("position").toTensor().requires_grad());
  EXPECT_TRUE(reloaded(made->module).forward({images(2)}).isTensor());
}

TEST(RunRecipe, PruningMasksAndSaysThatItSavesNothing) {
  const LoadedModel model = load("digits_cnn.pt");
  const auto made = run_steps(model, kPrune);
  ASSERT_TRUE(made);
  const auto weight = made->module.attr("fc1").toModule().attr("weight").toTensor();
  EXPECT_NEAR(weight.eq(0).to(at::kFloat).mean().item<double>(), 0.3, 1e-3);
  EXPECT_GT(
      model.settled.attr("fc1").toModule().attr("weight").toTensor().count_nonzero().item<std::int64_t>(),
      weight.count_nonzero().item<std::int64_t>());
  for (const LayerReport& layer : made->layers)
    if (layer.path == "fc1") {
      EXPECT_NEAR(layer.sparsity, 0.3, 1e-3);
      EXPECT_EQ(layer.bytes_before, layer.bytes_after);
      EXPECT_THAT(layer.reason, HasSubstr("saves no bytes"));
    }
}

const LayerReport& layer(const PipelineResult& made, const std::string& path) {
  for (const LayerReport& report : made.layers)
    if (report.path == path) return report;
  ADD_FAILURE() << "no layer " << path;
  return made.layers.front();
}

TEST(RunRecipe, SparseSchemesSaveWhatWasPredictedOfThem) {
  const LoadedModel model = load("digits_transformer.pt");
  for (const auto& [prune, scheme] :
       std::vector<std::pair<std::string, std::string>>{{R"("block", "amount": 0.75)", "sparse-int8"},
                                                        {R"("2:4")", "sparse-int8"},
                                                        {R"("l1", "amount": 0.8)", "sparse-fp32"},
                                                        {R"("l1", "amount": 0.95)", "sparse-fp32"},
                                                        {R"("l1", "amount": 0.9)", "sparse-int8"}}) {
    SCOPED_TRACE(prune + " " + scheme);
    const std::string steps = R"({"do": "prune", "rules": [{"kinds": ["Linear"], "criterion": )" + prune +
                              R"(}]}, {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": ")" +
                              scheme + R"("}]})";
    const auto made = run_steps(model, steps);
    ASSERT_TRUE(made) << made.error().message;
    const auto recipe = parse_recipe(R"({"athena_recipe": 1, "steps": [)" + steps + "]}");
    const auto plan = plan_recipe(*recipe, model.info.layers);
    ASSERT_TRUE(plan);
    for (std::size_t i = 0; i < made->layers.size(); ++i) {
      const LayerReport& report = made->layers[i];
      EXPECT_EQ(report.bytes_after, plan->layers[i].predicted_bytes) << report.path;
      if (report.kind == "Linear") {
        EXPECT_EQ(report.scheme, scheme);
        EXPECT_LT(report.bytes_after, 0.4 * report.bytes_before) << report.path;
      }
    }
    EXPECT_TRUE(at::equal(run(reloaded(made->module), images(2)), run(made->module, images(2))));
  }
}

TEST(RunRecipe, TwoOfFourGivesWhatDenseInt8Gives) {
  const LoadedModel model = load("digits_transformer.pt");
  const auto by = [&](const std::string& scheme) {
    return run_steps(model, R"({"do": "prune", "rules": [{"kinds": ["Linear"], "criterion": "2:4"}]},
                               {"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": ")" +
                                scheme + R"("}]})");
  };
  const auto sparse = by("sparse-int8"), dense = by("int8-dynamic");
  ASSERT_TRUE(sparse && dense);
  for (const std::int64_t batch : {1, 3, 16})
    EXPECT_TRUE(at::equal(run(sparse->module, images(batch)), run(dense->module, images(batch))));
}

TEST(RunRecipe, ASparseSchemeWithoutZerosSaysSo) {
  const LoadedModel model = load("digits_cnn.pt");
  const std::string sparse = R"({"do": "quantize", "rules": [{"kinds": ["Linear"], "scheme": "sparse-)";
  const auto none = run_steps(model, sparse + R"(int8"}]})");
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_THAT(layer(*none, "fc1").reason, HasSubstr("stored dense"));
  const auto scattered =
      run_steps(model, R"({"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "amount": 0.75}]}, )" +
                           sparse + R"(int8"}]})");
  ASSERT_TRUE(scattered) << scattered.error().message;
  EXPECT_THAT(layer(*scattered, "fc1").reason, HasSubstr("prune by the criterion block"));
  EXPECT_LT(layer(*scattered, "fc1").bytes_after, layer(*none, "fc1").bytes_after);
  const auto pattern =
      run_steps(model, R"({"do": "prune", "rules": [{"layers": "fc1", "criterion": "2:4"}]}, )" + sparse +
                           R"(int8"}]})");
  ASSERT_TRUE(pattern) << pattern.error().message;
  if (kernels::TwoFourLinear::pays(kernels::active_isa().value()))
    EXPECT_EQ(layer(*pattern, "fc1").reason, "");
  else
    EXPECT_THAT(layer(*pattern, "fc1").reason, HasSubstr("prune by the criterion block, or more"));
  const auto fp32 =
      run_steps(model, R"({"do": "prune", "rules": [{"layers": "*", "criterion": "l1", "amount": 0.75}]}, )" +
                           sparse + R"(fp32"}]})");
  ASSERT_TRUE(fp32) << fp32.error().message;
  EXPECT_EQ(layer(*fp32, "fc1").reason, "");
}

TEST(RunRecipe, PruneQuantizeTrainKeepsMasksAndLowersTheLoss) {
  const LoadedModel model = load("digits_cnn.pt");
  const auto data = open_data(sample(""));
  ASSERT_TRUE(data) << data.error().message;
  const auto made = run_steps(model, kPrune + "," + kInt8 + "," + kTrain, data->get());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->curve.size(), 8u);
  for (const LayerReport& layer : made->layers)
    if (layer.kind == "Linear") {
      EXPECT_GE(layer.sparsity, 0.299);
      EXPECT_EQ(layer.scheme, "int8-dynamic");
    }
  EvaluateOptions options;
  options.max_samples = 500;
  const auto accuracy = evaluate(made->module, **data, options, {});
  ASSERT_TRUE(accuracy) << accuracy.error().message;
  EXPECT_GT(accuracy->scores.accuracy()->value, 0.95);
}

TEST(RunRecipe, CancelledTrainingResumesToTheSameModel) {
  const test::TemporaryFolder folder;
  const LoadedModel model = load("digits_cnn.pt");
  const auto data = open_data(sample(""));
  ASSERT_TRUE(data);
  const std::string steps = kInt8 + "," + kTrain;
  const auto whole = run_steps(model, steps, data->get());
  ASSERT_TRUE(whole) << whole.error().message;

  PipelineOptions options;
  options.checkpoint = folder / "state";
  std::stop_source stop;
  const JobContext job(stop.get_token(), nullptr, [&](JobContext::Said said) {
    if (const auto* point = std::get_if<JobSeriesPoint>(&said); point && point->x >= 3) stop.request_stop();
  });
  const auto cut = run_steps(model, steps, data->get(), options, job);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::Cancelled);
  options.resume = true;
  const auto resumed = run_steps(model, steps, data->get(), options);
  ASSERT_TRUE(resumed) << resumed.error().message;
  const auto x = images(4);
  EXPECT_TRUE(at::equal(run(resumed->module, x), run(whole->module, x)));
}

TEST(RunRecipe, PassesRunOnEveryModelUnlessTheyAreOff) {
  const LoadedModel model = load("digits_cnn.pt");
  const auto made = run_steps(model, kInt8);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->passes.size(), kPasses.size());
  EXPECT_EQ(made->passes[0], (PassReport{"fold_batchnorm", 3}));
  EXPECT_TRUE(made->warnings.empty());
  for (const LayerReport& layer : made->layers) {
    if (layer.kind == "BatchNorm2d") {
      EXPECT_EQ(layer.bytes_after, 0) << layer.path;
    }
    if (layer.path == "conv1") {
      EXPECT_EQ(layer.bytes_after, layer.bytes_before + 16 * 4);  // now with a bias
    }
  }

  Recipe recipe;
  recipe.passes_off = {"fold_batchnorm"};
  const auto unfolded = run_recipe(model, recipe, nullptr, {}, {});
  ASSERT_TRUE(unfolded) << unfolded.error().message;
  EXPECT_EQ(unfolded->passes.size(), kPasses.size() - 1);
  EXPECT_TRUE(unfolded->module.attr("bn1").toModule().hasattr("running_mean"));
  for (const PassInfo& pass : kPasses) recipe.passes_off.emplace_back(pass.name);
  const auto without = run_recipe(model, recipe, nullptr, {}, {});
  ASSERT_TRUE(without);
  const auto x = images(4);
  EXPECT_TRUE(at::equal(run(without->module, x), run(model.original, x)));
}

TEST(RunRecipe, ConvolutionsTakeTheirPredictedBytesInEveryScheme) {
  const LoadedModel model = load("digits_cnn.pt");
  const auto x = images(8);
  const auto expected = run(model.original, x);
  for (const char* scheme : {"fp16", "bf16", "int8-weight", "int8-dynamic"}) {
    SCOPED_TRACE(scheme);
    // Folded into a convolution, a BatchNorm leaves a bias that the model's file does not know of.
    const auto recipe = parse_recipe(
        R"({"athena_recipe": 1, "passes": {"off": ["fold_batchnorm"]}, "steps": [{"do": "quantize",
                         "rules": [{"kinds": ["Conv2d"], "scheme": ")" +
        std::string(scheme) + "\"}]}]}");
    ASSERT_TRUE(recipe) << recipe.error().message;
    const auto made = run_recipe(model, *recipe, nullptr, {}, {});
    ASSERT_TRUE(made) << made.error().message;
    const auto got = run(made->module, x);
    EXPECT_GT(at::cosine_similarity(expected, got, 1).min().item<double>(), 0.99);
    EXPECT_TRUE(at::equal(run(reloaded(made->module), x), got));
    const auto plan = plan_recipe(*recipe, model.info.layers);
    ASSERT_TRUE(plan);
    int convolutions = 0;
    for (std::size_t i = 0; i < made->layers.size(); ++i) {
      if (made->layers[i].kind != "Conv2d") continue;
      ++convolutions;
      EXPECT_EQ(made->layers[i].scheme, scheme);
      EXPECT_EQ(made->layers[i].bytes_after, plan->layers[i].predicted_bytes) << made->layers[i].path;
    }
    EXPECT_EQ(convolutions, 3);
  }
}

TEST(RunRecipe, ConvolutionsArePrunedTrainedInFloatAndThenRounded) {
  const LoadedModel model = load("digits_cnn.pt");
  const auto data = open_data(sample(""));
  ASSERT_TRUE(data) << data.error().message;
  std::string warnings;
  const JobContext job({}, nullptr, [&](JobContext::Said said) {
    if (const auto* warning = std::get_if<JobWarning>(&said)) warnings += warning->text + "\n";
  });
  const auto made =
      run_steps(model,
                R"({"do": "prune", "rules": [{"kinds": ["Conv2d"], "criterion": "l1", "amount": 0.3}]},
                   {"do": "quantize", "rules": [{"kinds": ["Conv2d"], "scheme": "int8-dynamic"}]},)" +
                    kTrain,
                data->get(), {}, job);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_THAT(warnings, HasSubstr("Layer 'conv3' is of kind Conv2d, which is trained in fp32"));
  for (const LayerReport& layer : made->layers)
    if (layer.kind == "Conv2d") {
      EXPECT_GE(layer.sparsity, 0.29);
      EXPECT_EQ(layer.scheme, "int8-dynamic");
    }
  EvaluateOptions options;
  options.max_samples = 500;
  const auto accuracy = evaluate(made->module, **data, options, {});
  ASSERT_TRUE(accuracy) << accuracy.error().message;
  EXPECT_GT(accuracy->scores.accuracy()->value, 0.95);
}

TEST(RunRecipe, SaysWhatIsMissing) {
  const LoadedModel model = load("digits_cnn.pt");
  const auto without_data = run_steps(model, kTrain);
  ASSERT_FALSE(without_data);
  EXPECT_EQ(without_data.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(without_data.error().message, HasSubstr("data"));
  const auto unknown =
      run_steps(model, R"({"do": "quantize", "rules": [{"layers": "fc9", "scheme": "int8-dynamic"}]})");
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().message, HasSubstr("fc9"));
}

}  // namespace
}  // namespace athena
