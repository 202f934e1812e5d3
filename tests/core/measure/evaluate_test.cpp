// SPDX-License-Identifier: Apache-2.0
#include "core/measure/evaluate.h"

#include <gmock/gmock.h>
#include <torch/script.h>

#include <cstdlib>

#include "core/data/random_inputs.h"
#include "core/measure/compare_latency.h"
#include "core/measure/optimized_references.h"
#include "tests/core/measure/scripted.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

using test::scripted;

torch::jit::Module linear() {
  return scripted("def forward(self, x):\n  return torch.linear(x, self.weight)\n");
}

/// Seven samples; class 0, 1, 2, 0, ... has the highest score.
at::Tensor scores() { return at::eye(3).repeat({3, 1}).slice(0, 0, 7); }
at::Tensor labels() { return at::tensor({0, 1, 2, 0, 1, 2, 1}, at::kLong); }  // the last is wrong

TEST(Evaluate, CountsEverySampleOnceInBatches) {
  const TableData data(scores(), labels());
  std::vector<double> fractions;
  const JobContext job({}, nullptr, [&](const JobContext::Said& said) {
    if (const auto* progress = std::get_if<JobProgress>(&said)) fractions.push_back(progress->fraction);
  });
  EvaluateOptions options;
  options.batch = 3;
  options.keep_outputs = true;
  const auto got = evaluate(linear(), data, options, job);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->scores.accuracy()->correct, 6);
  EXPECT_EQ(got->scores.accuracy()->samples, 7);
  EXPECT_EQ(got->samples, 7);
  EXPECT_EQ(data.largest_batch_, 3);
  EXPECT_TRUE(at::equal(at::cat(got->outputs), scores()));
  ASSERT_EQ(fractions.size(), 3u);
  EXPECT_DOUBLE_EQ(fractions.back(), 1);
}

TEST(Evaluate, TakesTheFirstSamplesAlone) {
  EvaluateOptions options;
  options.max_samples = 4;
  const auto got = evaluate(linear(), TableData(scores(), labels()), options, {});
  ASSERT_TRUE(got);
  EXPECT_EQ(got->scores.accuracy()->samples, 4);
}

TEST(Evaluate, WithoutLabelsThereIsNoAccuracy) {
  const auto got = evaluate(linear(), TableData(scores(), {}), {}, {});
  ASSERT_TRUE(got);
  EXPECT_TRUE(got->scores.metrics.empty());
  EXPECT_EQ(got->samples, 7);
}

TEST(Evaluate, ScoresTheNamedOutput) {
  const auto model = scripted(R"(
def forward(self, x):
  return {"hidden": x * 0, "logits": torch.linear(x, self.weight)}
)");
  TableData data(scores(), labels());
  const auto unnamed = evaluate(model, data, {}, {});
  ASSERT_FALSE(unnamed);
  EXPECT_THAT(unnamed.error().message, HasSubstr("\"hidden\", \"logits\""));
  data.output_ = {std::string("logits")};
  const auto named = evaluate(model, data, {}, {});
  ASSERT_TRUE(named) << named.error().message;
  EXPECT_EQ(named->scores.accuracy()->correct, 6);
}

TEST(Evaluate, TakesTheFirstElementOfATuple) {
  const auto model = scripted("def forward(self, x):\n  return torch.linear(x, self.weight), x.size(0)\n");
  TableData data(scores(), labels());
  ASSERT_TRUE(evaluate(model, data, {}, {}));
  data.output_ = {std::int64_t{1}};
  const auto got = evaluate(model, data, {}, {});
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().message, HasSubstr("no tensor"));
}

TEST(Evaluate, PassesArgumentsByName) {
  const auto model = scripted(R"(
def forward(self, y: int = 1, x: Optional[Tensor] = None):
  assert x is not None
  return x * y
)");
  TableData data(scores(), labels());
  data.arguments_ = {"x"};
  const auto got = evaluate(model, data, {}, {});
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->scores.accuracy()->correct, 6);
}

TEST(Evaluate, ARefusedInputSaysWhatMetWhat) {
  const auto got = evaluate(linear(), TableData(at::zeros({7, 5}), labels()), {}, {});
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(got.error().message, HasSubstr("forward(x: Tensor)"));
  EXPECT_THAT(got.error().message, HasSubstr("'table'"));
  EXPECT_THAT(got.error().message, HasSubstr("Float [7, 5]"));
  EXPECT_THAT(got.error().message, HasSubstr("mat1 and mat2"));
  EXPECT_THAT(got.error().message, Not(HasSubstr("Traceback")));
}

TEST(Evaluate, UnknownMethodsAndCancellingAreErrors) {
  EvaluateOptions options;
  options.method = "encode";
  EXPECT_THAT(evaluate(linear(), TableData(scores(), {}), options, {}).error().message,
              HasSubstr("'encode'"));
  std::stop_source stop;
  stop.request_stop();
  const auto got = evaluate(linear(), TableData(scores(), {}), {}, JobContext(stop.get_token(), nullptr, {}));
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::Cancelled);
}

TEST(Evaluate, TheSampleModelKnowsTheDigits) {
  const std::string samples = std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/resources/samples";
  const auto data = open_data(samples);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->info().classes, 10);
  EXPECT_EQ(*(*data)->samples("test"), 10000);
  const auto model = torch::jit::load(samples + "/digits_cnn.pt");
  EvaluateOptions options;
  options.max_samples = 1000;
  const auto got = evaluate(model, **data, options, {});
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_GT(got->scores.accuracy()->value, 0.98);  // it is made to reach 0.99 on all of them
  EXPECT_LT(got->scores.accuracy()->low, got->scores.accuracy()->value);
  const auto random = make_random_inputs(model, {}, {});
  ASSERT_TRUE(random) << random.error().message;
  EXPECT_EQ((*random)->info().sample_shape, (std::vector<std::int64_t>{1, 28, 28}));
}

TEST(Compare, MeasuresBothOnTheSameSamples) {
  const auto shifted =
      scripted("def forward(self, x):\n  return torch.linear(x, self.weight).roll(1, [0])\n");
  const TableData data(scores(), labels());
  EvaluateOptions options;
  options.batch = 7;
  options.keep_outputs = true;
  const auto both = compare(linear(), shifted, data, options, {});
  ASSERT_TRUE(both) << both.error().message;
  EXPECT_EQ(both->original.accuracy()->correct, 6);
  EXPECT_EQ(both->variant.accuracy()->correct, 1);
  EXPECT_EQ(both->agreement.samples, 7);
  EXPECT_NEAR(both->agreement.top1, 1.0 / 7, 1e-15);  // the first sample meets the last, of the same class

  const auto original = evaluate(linear(), data, options, {});
  ASSERT_TRUE(original);
  const auto kept = compare(*original, shifted, data, options, {});
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_EQ(kept->original.accuracy()->correct, 6);
  EXPECT_EQ(kept->variant.accuracy()->correct, 1);
  EXPECT_EQ(kept->agreement.cosine, both->agreement.cosine);
  EXPECT_EQ(kept->agreement.sqnr_db, both->agreement.sqnr_db);
}

TEST(OptimizedReferences, GiveWhatTheOriginalGives) {
  const TableData data(scores(), labels());
  std::vector<std::string> warnings;
  const JobContext job({}, nullptr, [&](const JobContext::Said& said) {
    if (const auto* warning = std::get_if<JobWarning>(&said)) warnings.push_back(warning->text);
  });
  const auto batch = data.read("test", 0, 2);
  ASSERT_TRUE(batch);
  const auto candidates = optimized_references(linear(), "forward", data, *batch, job);
  EXPECT_THAT(warnings, ::testing::IsEmpty());
  ASSERT_EQ(candidates.size(), 3u);
  EXPECT_EQ(candidates[0].name, "frozen");
  EXPECT_EQ(candidates[1].name, "optimized for inference");
  EXPECT_EQ(candidates[2].name, "lossless passes");

  auto training = linear();
  training.train();
  EXPECT_THAT(optimized_references(training, "forward", data, *batch, job), ::testing::IsEmpty());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_THAT(warnings[0], HasSubstr("training mode"));
}

TEST(CompareLatency, ReportsTheBatchThreadsAndReference) {
  const TableData data(scores(), labels());
  double now = 0;
  const Clock clock = [&now] { return now += 0.5; };  // every call takes half a millisecond
  CompareLatencyOptions options;
  options.batch = 2;
  options.timing.min_rounds = options.timing.max_rounds = 5;
  const auto got = compare_latency(linear(), linear(), {{"a copy", linear()}}, data, options, {}, clock);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->batch, 2);
  EXPECT_EQ(got->threads, 1);
  EXPECT_EQ(got->variant.calls, 5);
  EXPECT_DOUBLE_EQ(got->variant.median_ms, 0.5);
  EXPECT_EQ(got->optimized_as, "the file as it is");  // the copy is not faster
  EXPECT_DOUBLE_EQ(got->speedup(), 1);
  EXPECT_FALSE(got->noisy);

  options.batch = 8;
  EXPECT_THAT(compare_latency(linear(), linear(), {}, data, options, {}, clock).error().message,
              HasSubstr("7 samples"));
}

}  // namespace
}  // namespace athena
