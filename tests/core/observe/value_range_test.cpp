// SPDX-License-Identifier: Apache-2.0
#include "core/observe/value_range.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace athena {
namespace {

using Values = std::vector<float>;

/// A sum of a narrow and a wide distribution, as activations with few outliers are.
Values heavy_tailed(std::uint64_t seed, bool rectified) {
  const auto draw = at::make_generator<at::CPUGeneratorImpl>(seed);
  at::Tensor x = at::randn({20000}, draw);
  x = at::where(at::rand({20000}, draw) < 0.001, x * 12, x);
  if (rectified) x = at::relu(x);
  return {x.const_data_ptr<float>(), x.const_data_ptr<float>() + x.numel()};
}

ValueRange ends_of(const Values& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return {std::min(0.0f, *low), std::max(0.0f, *high)};
}

Histogram histogram_of(const Values& values) {
  Histogram histogram(ends_of(values));
  // In parts, as batches come.
  histogram.add(values.data(), 777);
  histogram.add(values.data() + 777, static_cast<std::int64_t>(values.size()) - 777);
  return histogram;
}

/// The (percentile / 100)-quantile: as many values as may be lie above it.
float high_end(Values values, double percentile) {
  std::sort(values.begin(), values.end());
  const auto above = static_cast<std::size_t>(double(values.size()) * (1 - percentile / 100));
  return values[values.size() - 1 - above];
}

double error_of(const Values& values, ValueRange range) {
  const kernels::RowRange codes = code_range(range);
  double error = 0;
  for (const float value : values) {
    const double code =
        std::clamp(std::nearbyint(value / codes.scale) + float(codes.zero_point), 0.0f, 255.0f);
    error += std::pow((code - codes.zero_point) * codes.scale - value, 2);
  }
  return error;
}

TEST(ValueRange, AHistogramHoldsEveryValueWhereItLies) {
  Histogram histogram({-1, 3});
  const Values values{-1, 3, 0, 2.9999f, 0.5f, std::nanf(""), -7, 99};
  histogram.add(values.data(), 8);
  EXPECT_EQ(histogram.total(), 7);
  EXPECT_EQ(histogram.counts().front(), 2);  // and -7
  EXPECT_EQ(histogram.counts().back(), 3);   // 2.9999, and 99
  EXPECT_EQ(histogram.counts()[1024], 1);
  EXPECT_EQ(histogram.value(1024), 0);
  EXPECT_NEAR(histogram.value(1536), 0.5, histogram.width());
}

TEST(ValueRange, PercentilesAreThoseOfTheSortedValues) {
  for (const bool rectified : {false, true})
    for (const double percentile : {90.0, 99.0, 99.9, 99.99}) {
      const Values values = heavy_tailed(3, rectified);
      const Histogram histogram = histogram_of(values);
      const ValueRange got = percentile_range(histogram, percentile);
      EXPECT_NEAR(got.high, high_end(values, percentile), 1.01 * histogram.width()) << percentile;
      Values mirrored = values;
      for (float& value : mirrored) value = -value;
      const float low = rectified ? 0.0f : -high_end(mirrored, percentile);
      EXPECT_NEAR(got.low, low, 1.01 * histogram.width()) << percentile;
    }
}

TEST(ValueRange, AllOfThemIsFromEndToEnd) {
  const Values values = heavy_tailed(4, false);
  EXPECT_EQ(percentile_range(histogram_of(values), 100), ends_of(values));
  const Values positive{2, 3, 4}, negative{-5, -1};
  EXPECT_EQ(percentile_range(
                [&] {
                  Histogram all(ends_of(positive));
                  all.add(positive.data(), 3);
                  return all;
                }(),
                100),
            (ValueRange{0, 4}));
  EXPECT_EQ(ends_of(negative), (ValueRange{-5, 0}));
}

TEST(ValueRange, TheLeastSquaresAreThoseOfAllRangesTried) {
  for (const bool rectified : {false, true}) {
    const Values values = heavy_tailed(5, rectified);
    const ValueRange whole = ends_of(values), got = least_squares_range(histogram_of(values));
    double least = error_of(values, whole);
    for (int below = 1; below <= 64; ++below)
      for (int above = 1; above <= 64; ++above)
        least = std::min(least,
                         error_of(values, {whole.low * float(below) / 64, whole.high * float(above) / 64}));
    EXPECT_LE(error_of(values, got), 1.01 * least);  // bins are taken for their middles
    EXPECT_LT(error_of(values, got), error_of(values, whole));
  }
}

TEST(ValueRange, TheErrorOfAHistogramIsThatOfItsValues) {
  const Values values = heavy_tailed(6, false);
  const Histogram histogram = histogram_of(values);
  for (const ValueRange range : {histogram.range(), ValueRange{-2, 2}, ValueRange{-0.5f, 30}}) {
    const double wanted = error_of(values, range);
    EXPECT_NEAR(squared_error(histogram, range), wanted, 0.02 * wanted);
  }
}

TEST(ValueRange, CodesOfARangeHoldZeroExactly) {
  for (const ValueRange range :
       {ValueRange{-1, 3}, ValueRange{0, 6}, ValueRange{-6, 0}, ValueRange{-1e-3f, 7}}) {
    const kernels::RowRange codes = code_range(range);
    EXPECT_FLOAT_EQ(codes.scale, (range.high - range.low) / 255);
    EXPECT_GE(codes.zero_point, 0);
    EXPECT_LE(codes.zero_point, 255);
    EXPECT_NEAR(codes.zero_point, -range.low / codes.scale, 0.5001);
  }
  for (const ValueRange nothing : {ValueRange{0, 0}, ValueRange{0, 1e-40f}}) {
    EXPECT_EQ(code_range(nothing).scale, 1);
    EXPECT_EQ(code_range(nothing).zero_point, 0);
  }
  constexpr float most = std::numeric_limits<float>::max();
  EXPECT_TRUE(std::isnan(code_range({-most, most}).scale));
  const Histogram zeros(ValueRange{});
  EXPECT_EQ(percentile_range(zeros, 99), ValueRange{});
  EXPECT_EQ(least_squares_range(zeros), ValueRange{});
}

}  // namespace
}  // namespace athena
