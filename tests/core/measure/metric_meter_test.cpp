// SPDX-License-Identifier: Apache-2.0
#include "core/measure/metric_meter.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <gmock/gmock.h>
#include <torch/script.h>

#include <cmath>
#include <limits>
#include <utility>

#include "core/measure/interval.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

/// A data source that only names its metric.
class NamedMetric : public TableData {
 public:
  explicit NamedMetric(const std::string& name) : TableData(at::zeros({1}), at::zeros({1})) {
    spec_.name = name;
  }
  const MetricSpec& metric() const override { return spec_; }
  ScriptHandle metric_script() const override { return script_; }
  MetricSpec spec_;
  ScriptHandle script_;
};

MeterHandle meter(const std::string& name) { return make_meter(NamedMetric(name)); }

const Metric& named(const Scores& scores, const std::string& name) {
  for (const Metric& metric : scores.metrics)
    if (metric.name == name) return metric;
  ADD_FAILURE() << "no metric " << name;
  static const Metric none;
  return none;
}

at::Tensor longs(std::vector<std::int64_t> values) { return at::tensor(values, at::kLong); }

/// Scores whose arg max is `chosen`.
at::Tensor choosing(const std::vector<std::int64_t>& chosen, std::int64_t classes) {
  return at::one_hot(longs(chosen), classes).to(at::kFloat);
}

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
// (1998) 857-872, table I, method 3, printed with four digits.
TEST(Wilson, AgreesWithPublishedValues) {
  struct Case {
    std::int64_t correct, samples;
    double low, high;
  };
  for (const Case& c : {Case{81, 263, 0.2553, 0.3662}, Case{15, 148, 0.0624, 0.1605},
                        Case{0, 20, 0.0, 0.1611}, Case{1, 29, 0.0061, 0.1718}}) {
    const Metric metric = wilson("top1", c.correct, c.samples);
    EXPECT_NEAR(metric.low, c.low, 5e-5) << c.correct << " of " << c.samples;
    EXPECT_NEAR(metric.high, c.high, 5e-5) << c.correct << " of " << c.samples;
    EXPECT_DOUBLE_EQ(metric.value, static_cast<double>(c.correct) / static_cast<double>(c.samples));
  }
}

// The bounds are the p that solve (p_hat - p)^2 = z^2 p (1 - p) / n.
TEST(Wilson, TheBoundsSolveTheScoreEquation) {
  constexpr double z = 1.959963984540054;
  for (const auto& [correct, samples] : {std::pair(9831, 10000), std::pair(1, 3), std::pair(500, 1000)}) {
    const Metric metric = wilson("top1", correct, samples);
    for (const double p : {metric.low, metric.high})
      EXPECT_NEAR(std::abs(metric.value - p), z * std::sqrt(p * (1 - p) / samples), 1e-14);
  }
}

TEST(Wilson, NothingMeasuredSaysNothing) {
  const Metric metric = wilson("top1", 0, 0);
  EXPECT_EQ(metric.low, 0);
  EXPECT_EQ(metric.high, 1);
  EXPECT_EQ(metric.samples, 0);
}

TEST(RunningMean, IsThatOfAllValuesAtOnce) {
  RunningMean mean;
  mean.add(at::tensor({1.0, 2.0, 4.0}));
  mean.add(at::tensor({1000.0}));
  mean.add(at::tensor({-3.0, 7.0}));
  const at::Tensor all = at::tensor({1.0, 2.0, 4.0, 1000.0, -3.0, 7.0}, at::kDouble);
  const Metric metric = mean.metric("mse", false);
  EXPECT_NEAR(metric.value, all.mean().item<double>(), 1e-9);
  EXPECT_NEAR(metric.high - metric.value, 1.959963984540054 * all.std().item<double>() / std::sqrt(6.0),
              1e-9);
  EXPECT_EQ(metric.interval, "normal");
}

TEST(ClassMeter, CountsTopOneAndFiveOverBatches) {
  const auto classes = meter("");
  const at::Tensor ranked = at::arange(6, 0, -1, at::kFloat).repeat({2, 1});  // class 0 is best, 5 the worst
  ASSERT_TRUE(classes->add(ranked, longs({0, 4}), 0));
  ASSERT_TRUE(classes->add(ranked.to(at::kHalf), longs({5, 0}), 2));
  const Scores scores = classes->result();
  EXPECT_EQ(scores.metrics.front().name, "top1");
  EXPECT_EQ(scores.metrics.front().value, 0.5);
  EXPECT_EQ(scores.right, "1001");
  EXPECT_EQ(named(scores, "top5").value, 0.75);
  EXPECT_EQ(scores.accuracy()->correct, 2);
  ASSERT_EQ(scores.per_class.size(), 3u);
  EXPECT_EQ(scores.per_class[0].name, "0");
  EXPECT_EQ(scores.per_class[0].value, 1);
  EXPECT_EQ(scores.per_class[2].name, "5");
  EXPECT_EQ(scores.per_class[2].samples, 1);
}

TEST(ClassMeter, CrossEntropyIsTheMeanOfTheLibrarys) {
  const auto classes = meter("cross-entropy");
  const at::Tensor output = at::randn({20, 4}, at::detail::createCPUGenerator(3)),
                   target = longs(std::vector<std::int64_t>(20, 2));
  ASSERT_TRUE(classes->add(output.narrow(0, 0, 7), target.narrow(0, 0, 7), 0));
  ASSERT_TRUE(classes->add(output.narrow(0, 7, 13), target.narrow(0, 7, 13), 7));
  const Metric first = classes->result().metrics.front();
  EXPECT_EQ(first.name, "cross-entropy");
  EXPECT_FALSE(first.higher_is_better);
  EXPECT_NEAR(first.value, at::cross_entropy_loss(output.to(at::kDouble), target).item<double>(), 1e-12);
}

TEST(ClassMeter, F1IsTheMeanOverTheClassesThatOccur) {
  const auto classes = meter("f1");
  // class 0: TP 2 FP 1 FN 0; class 1: TP 1 FP 0 FN 1; class 3 never occurs, class 2: FP 1 FN 1.
  ASSERT_TRUE(classes->add(choosing({0, 0, 0, 1, 2}, 4), longs({0, 0, 1, 1, 2}), 0));
  const Scores scores = classes->result();
  EXPECT_EQ(scores.metrics.front().name, "f1");
  EXPECT_NEAR(scores.metrics.front().value, (4.0 / 5 + 2.0 / 3 + 1) / 3, 1e-12);
  EXPECT_EQ(scores.metrics.front().interval, "bootstrap");
  EXPECT_LE(scores.metrics.front().low, scores.metrics.front().high);
}

TEST(ClassMeter, OneLogitStandsForTwoClasses) {
  const auto binary = meter("f1-binary");
  ASSERT_TRUE(binary->add(at::tensor({2.0F, -1.0F, 3.0F, -2.0F}).reshape({4, 1}), longs({1, 1, 0, 0}), 0));
  const Scores scores = binary->result();
  EXPECT_EQ(scores.metrics.front().name, "f1-binary");
  EXPECT_NEAR(scores.metrics.front().value, 0.5, 1e-12);  // TP 1, FP 1, FN 1
  EXPECT_EQ(named(scores, "top1").value, 0.5);
}

TEST(ClassMeter, ARowWithNaNIsWrong) {
  const auto classes = meter("top1");
  const float nan = std::numeric_limits<float>::quiet_NaN();
  ASSERT_TRUE(classes->add(at::tensor({nan, 1.f}).reshape({1, 2}), longs({0}), 0));
  ASSERT_TRUE(classes->add(at::tensor({nan, 1.f}).reshape({1, 2}), longs({1}), 1));
  EXPECT_EQ(classes->result().right, "00");
  EXPECT_TRUE(std::isnan(named(classes->result(), "cross-entropy").value));
}

TEST(ClassMeter, WhatCannotBeScoredIsNamed) {
  const auto classes = meter("top1");
  const Status beyond = classes->add(at::zeros({2, 3}), longs({0, 3}), 64);
  ASSERT_FALSE(beyond);
  EXPECT_THAT(beyond.error().message, HasSubstr("Sample 65 has the label 3"));
  EXPECT_THAT(beyond.error().message, HasSubstr("0 to 2"));
  EXPECT_FALSE(classes->add(at::zeros({2, 3, 4}), longs({0, 1}), 0));
  EXPECT_FALSE(classes->add(at::zeros({3, 4}), longs({0, 1}), 0));
  EXPECT_FALSE(classes->add(at::zeros({2, 3}), longs({0, -1}), 0));
  const Status status = classes->add(at::zeros({2, 3}, at::kLong), longs({0, 1}), 0);
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("[2, 3]"));
}

TEST(TokenMeter, PerplexityIsTheExponentOfTheMeanOverCountedTokens) {
  const at::Tensor output = at::randn({3, 4, 5}, at::detail::createCPUGenerator(4));
  at::Tensor target = at::randint(5, {3, 4}, at::detail::createCPUGenerator(5), at::kLong);
  target[1][3] = -100;
  const double entropy =
      at::cross_entropy_loss(output.to(at::kDouble).reshape({12, 5}), target.reshape({12})).item<double>();
  for (const std::string name : {"", "perplexity", "bits-per-byte", "cross-entropy"}) {
    const auto tokens = meter(name);
    ASSERT_TRUE(tokens->add(output.narrow(0, 0, 2), target.narrow(0, 0, 2), 0));
    ASSERT_TRUE(tokens->add(output.narrow(0, 2, 1), target.narrow(0, 2, 1), 2));
    const Scores scores = tokens->result();
    EXPECT_NEAR(named(scores, "perplexity").value, std::exp(entropy), 1e-9);
    EXPECT_EQ(scores.metrics.front().name, name.empty() ? "perplexity" : name);
    if (name == "bits-per-byte") {
      EXPECT_NEAR(scores.metrics.front().value, entropy / std::log(2.0), 1e-9);
    }
    EXPECT_FALSE(scores.accuracy());  // tokens of a sample are no independent answers
  }
}

TEST(RealMeter, ErrorsAndTheShareOfTheVarianceExplained) {
  const auto reals = meter("");
  ASSERT_TRUE(reals->add(at::tensor({1.0F, 2.0F}).reshape({2, 1}), at::tensor({1.5F, 2.0F}), 0));
  ASSERT_TRUE(reals->add(at::tensor({5.0F}).reshape({1, 1}), at::tensor({4.0F}), 2));
  const Scores scores = reals->result();
  EXPECT_EQ(scores.metrics.front().name, "mse");
  EXPECT_NEAR(scores.metrics.front().value, (0.25 + 0 + 1) / 3, 1e-12);
  EXPECT_NEAR(named(scores, "mae").value, 0.5, 1e-12);
  const double spread = 1 + 0.25 + 2.25;  // of 1.5, 2 and 4 around 2.5
  EXPECT_NEAR(named(scores, "r2").value, 1 - 1.25 / spread, 1e-12);
  EXPECT_TRUE(named(scores, "r2").higher_is_better);
  EXPECT_FALSE(reals->add(at::zeros({2, 3}), at::zeros({2, 4}), 0));
}

TEST(OverlapMeter, CountsElementsOfAllSamples) {
  const auto overlap = meter("");
  // Two samples of 2 x 2: class 0 hit 3 of union 4, class 1 hit 2 of union 3; one element does not count.
  const at::Tensor target = longs({0, 0, 1, 255, 0, 1, 1, 0}).reshape({2, 2, 2});
  const at::Tensor chosen = longs({0, 0, 1, 1, 0, 1, 0, 0}).reshape({2, 2, 2});
  ASSERT_TRUE(overlap->add(at::one_hot(chosen, 3).permute({0, 3, 1, 2}).to(at::kFloat), target, 0));
  const Metric metric = overlap->result().metrics.front();
  EXPECT_EQ(metric.name, "miou");
  EXPECT_NEAR(metric.value, (4.0 / 5 + 2.0 / 3) / 2, 1e-12);

  const auto logits = meter("miou");
  ASSERT_TRUE(logits->add(chosen.unsqueeze(1).to(at::kFloat).sub(0.5), target.unsqueeze(1), 0));
  EXPECT_NEAR(logits->result().metrics.front().value, metric.value, 1e-12);
}

// Where the statistic is a mean, the bootstrap's interval has to be the normal one's but for its own noise:
// 200 replicates know a quantile to some 10 %.
TEST(Bootstrap, IsAsWideAsTheNormalIntervalOfAMean) {
  const auto generator = at::detail::createCPUGenerator(6);
  const auto tokens = meter("cross-entropy");
  const auto classes = meter("cross-entropy");
  for (int batch = 0; batch < 40; ++batch) {
    const at::Tensor output = at::randn({50, 3}, generator),
                     target = at::randint(3, {50}, generator, at::kLong);
    ASSERT_TRUE(tokens->add(output.unsqueeze(1), target.unsqueeze(1), 0));
    ASSERT_TRUE(classes->add(output, target, 0));
  }
  const Metric bootstrap = tokens->result().metrics.front(), normal = classes->result().metrics.front();
  EXPECT_EQ(bootstrap.interval, "bootstrap");
  EXPECT_EQ(normal.interval, "normal");
  EXPECT_NEAR(bootstrap.value, normal.value, 1e-12);
  EXPECT_NEAR((bootstrap.high - bootstrap.low) / (normal.high - normal.low), 1, 0.25);
  EXPECT_NEAR(bootstrap.low, normal.low, 0.25 * (normal.high - normal.low));
}

/// A metric "file" in memory.
class MemoryScript : public ScriptFile {
 public:
  explicit MemoryScript(const std::string& body) {
    module_.define("def forward(self, output, target):\n" + body + "\n");
  }
  const std::string& path() const override { return path_; }
  const std::string& hash() const override { return path_; }
  Result<c10::IValue> call(const std::vector<c10::IValue>& inputs) const override {
    return module_.get_method("forward")(inputs);
  }

 private:
  mutable torch::jit::Module module_{"metric"};
  std::string path_ = "metric.pt";
};

TEST(ScriptMeter, AFileScoresBatchesOrSamples) {
  NamedMetric data("closeness");
  data.spec_.file = "metric.pt";
  const at::Tensor output = at::tensor({1.0F, 2.0F, 3.0F}), target = at::tensor({1.0F, 4.0F, 3.0F});
  for (const char* body :
       {"  return (output - target).abs()", "  return float((output - target).abs().mean())",
        "  return (output - target).abs().mean()"}) {
    data.script_ = std::make_shared<MemoryScript>(body);
    const auto file = make_meter(data);
    ASSERT_TRUE(file->add(output, target, 0));
    const Metric metric = file->result().metrics.front();
    EXPECT_EQ(metric.name, "closeness");
    EXPECT_NEAR(metric.value, 2.0 / 3, 1e-7);
    EXPECT_EQ(metric.samples, 3);
  }
  data.script_ = std::make_shared<MemoryScript>("  return output[:2]");
  EXPECT_THAT(make_meter(data)->add(output, target, 0).error().message, HasSubstr("2 values for 3 samples"));
  data.script_ = std::make_shared<MemoryScript>("  return \"good\"");
  EXPECT_THAT(make_meter(data)->add(output, target, 0).error().message, HasSubstr("gave a str"));
}

}  // namespace
}  // namespace athena
