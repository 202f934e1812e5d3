// SPDX-License-Identifier: Apache-2.0
#include "core/measure/accuracy.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <utility>

namespace athena {
namespace {

using ::testing::HasSubstr;

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
// (1998) 857-872, table I, method 3, printed with four digits.
TEST(Wilson, AgreesWithPublishedValues) {
  struct Case {
    std::int64_t correct, samples;
    double low, high;
  };
  for (const Case& c : {Case{81, 263, 0.2553, 0.3662}, Case{15, 148, 0.0624, 0.1605},
                        Case{0, 20, 0.0, 0.1611}, Case{1, 29, 0.0061, 0.1718}}) {
    const Accuracy accuracy = wilson_accuracy(c.correct, c.samples);
    EXPECT_NEAR(accuracy.low, c.low, 5e-5) << c.correct << " of " << c.samples;
    EXPECT_NEAR(accuracy.high, c.high, 5e-5) << c.correct << " of " << c.samples;
    EXPECT_DOUBLE_EQ(accuracy.value, static_cast<double>(c.correct) / static_cast<double>(c.samples));
  }
}

// The bounds are the p that solve (p_hat - p)^2 = z^2 p (1 - p) / n.
TEST(Wilson, TheBoundsSolveTheScoreEquation) {
  constexpr double z = 1.959963984540054;
  for (const auto& [correct, samples] : {std::pair(9831, 10000), std::pair(1, 3), std::pair(500, 1000)}) {
    const Accuracy accuracy = wilson_accuracy(correct, samples);
    for (const double p : {accuracy.low, accuracy.high})
      EXPECT_NEAR(std::abs(accuracy.value - p), z * std::sqrt(p * (1 - p) / samples), 1e-14);
  }
}

TEST(Wilson, NothingMeasuredSaysNothing) {
  const Accuracy accuracy = wilson_accuracy(0, 0);
  EXPECT_EQ(accuracy.low, 0);
  EXPECT_EQ(accuracy.high, 1);
  EXPECT_EQ(accuracy.samples, 0);
}

TEST(AccuracyMeter, CountsOverBatches) {
  AccuracyMeter meter;
  const at::Tensor scores = at::tensor({1.f, 3.f, 2.f, 5.f, 4.f, 0.f}).reshape({2, 3});
  ASSERT_TRUE(meter.add(scores, at::tensor({1, 1}, at::kLong), 0));
  ASSERT_TRUE(meter.add(scores.to(at::kHalf), at::tensor({1, 0}, at::kLong), 2));
  EXPECT_EQ(meter.result().correct, 3);
  EXPECT_EQ(meter.result().samples, 4);
}

TEST(AccuracyMeter, ARowWithNaNIsWrong) {
  AccuracyMeter meter;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  ASSERT_TRUE(meter.add(at::tensor({nan, 1.f}).reshape({1, 2}), at::tensor({0}, at::kLong), 0));
  ASSERT_TRUE(meter.add(at::tensor({nan, 1.f}).reshape({1, 2}), at::tensor({1}, at::kLong), 1));
  EXPECT_EQ(meter.result().correct, 0);
  EXPECT_EQ(meter.result().samples, 2);
}

TEST(AccuracyMeter, LabelsBeyondTheClassesAreNamed) {
  AccuracyMeter meter;
  const Status status = meter.add(at::zeros({2, 3}), at::tensor({0, 3}, at::kLong), 64);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(status.error().message, HasSubstr("Sample 65 has the label 3"));
  EXPECT_THAT(status.error().message, HasSubstr("0 to 2"));
}

TEST(AccuracyMeter, OutputsThatAreNoScoresAreNamed) {
  AccuracyMeter meter;
  EXPECT_FALSE(meter.add(at::zeros({2, 3, 4}), at::tensor({0, 1}, at::kLong), 0));
  EXPECT_FALSE(meter.add(at::zeros({3, 4}), at::tensor({0, 1}, at::kLong), 0));
  const Status status = meter.add(at::zeros({2, 3}, at::kLong), at::tensor({0, 1}, at::kLong), 0);
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().message, HasSubstr("[2, 3]"));
}

}  // namespace
}  // namespace athena
