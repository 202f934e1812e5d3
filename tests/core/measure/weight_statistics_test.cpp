// SPDX-License-Identifier: Apache-2.0
#include "core/measure/weight_statistics.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

StoredLayer layer_of(const at::Tensor& weight, const std::string& kind = "Linear") {
  StoredLayer layer;
  layer.info.path = "encoder.linear1";
  layer.info.kind = kind;
  layer.weight_path = "encoder.linear1.weight";
  layer.weight = weight;
  return layer;
}

std::vector<std::pair<double, double>> ranges(const WeightStatistics& statistics) {
  std::vector<std::pair<double, double>> list;
  for (const ChannelRange& channel : statistics.channels) list.emplace_back(channel.low, channel.high);
  return list;
}

TEST(WeightStatistics, CountValuesInBinsAndByRank) {
  const at::Tensor weight = at::arange(-100, 101, at::kFloat).reshape({3, 67});
  const auto statistics = weight_statistics(layer_of(weight), 4);
  ASSERT_TRUE(statistics) << statistics.error().message;
  EXPECT_EQ(statistics->layer, "encoder.linear1");
  EXPECT_EQ(statistics->tensor, "encoder.linear1.weight");
  EXPECT_THAT(statistics->shape, ElementsAre(3, 67));
  EXPECT_EQ(statistics->values, 201);
  EXPECT_EQ(statistics->zeros, 1);
  EXPECT_EQ(statistics->not_finite, 0);
  EXPECT_EQ(statistics->low, -100);
  EXPECT_EQ(statistics->high, 100);
  EXPECT_NEAR(statistics->mean, 0, 1e-5);
  EXPECT_NEAR(statistics->deviation, std::sqrt(100.0 * 101 / 3), 1e-4);  // of -n..n
  EXPECT_THAT(statistics->histogram, ElementsAre(50, 50, 50, 51));
  EXPECT_EQ(statistics->percentiles.front().percent, 0.1);
  EXPECT_EQ(statistics->percentiles[3].value, -50);  // 25 %
  EXPECT_EQ(statistics->percentiles[4].value, 0);
  ASSERT_THAT(statistics->magnitudes, SizeIs(101));
  EXPECT_EQ(statistics->magnitudes.front(), 0);
  EXPECT_EQ(statistics->magnitudes[50], 50);
  EXPECT_EQ(statistics->magnitudes.back(), 100);
  EXPECT_THAT(ranges(*statistics),
              ElementsAre(std::pair(-100.0, -34.0), std::pair(-33.0, 33.0), std::pair(34.0, 100.0)));
}

TEST(WeightStatistics, LeaveOutWhatIsNotFinite) {
  const at::Tensor weight = at::tensor({NAN, INFINITY, 1.0f, -3.0f, NAN, NAN}).reshape({3, 2});
  const auto statistics = weight_statistics(layer_of(weight), 8);
  ASSERT_TRUE(statistics) << statistics.error().message;
  EXPECT_EQ(statistics->not_finite, 4);
  EXPECT_EQ(statistics->low, -3);
  EXPECT_EQ(statistics->high, 1);
  EXPECT_EQ(std::accumulate(statistics->histogram.begin(), statistics->histogram.end(), 0), 2);
  EXPECT_THAT(ranges(*statistics),
              ElementsAre(std::pair(0.0, 0.0), std::pair(-3.0, 1.0), std::pair(0.0, 0.0)));
  const auto none = weight_statistics(layer_of(at::full({2, 2}, NAN)), 8);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->not_finite, 4);
  EXPECT_THAT(none->histogram, IsEmpty());
}

TEST(WeightStatistics, ChannelsAreTheOutputs) {
  const at::Tensor weight = at::arange(24, at::kFloat).reshape({2, 3, 4});
  EXPECT_THAT(ranges(*weight_statistics(layer_of(weight, "Conv1d"), 8)),
              ElementsAre(std::pair(0.0, 11.0), std::pair(12.0, 23.0)));
  EXPECT_THAT(ranges(*weight_statistics(layer_of(weight, "ConvTranspose1d"), 8)),
              ElementsAre(std::pair(0.0, 15.0), std::pair(4.0, 19.0), std::pair(8.0, 23.0)));
}

TEST(WeightStatistics, OfAnyDtypeAndStride) {
  const at::Tensor wide = at::arange(6, at::kFloat).reshape({2, 3});
  for (const at::Tensor& weight : {wide.to(at::kHalf), wide.to(at::kDouble), wide.to(at::kLong),
                                   wide.t().contiguous().t(), wide.clone().requires_grad_()}) {
    SCOPED_TRACE(weight.toString());
    const auto statistics = weight_statistics(layer_of(weight), 2);
    ASSERT_TRUE(statistics) << statistics.error().message;
    EXPECT_THAT(statistics->histogram, ElementsAre(3, 3));
    EXPECT_THAT(ranges(*statistics), ElementsAre(std::pair(0.0, 2.0), std::pair(3.0, 5.0)));
  }
}

TEST(WeightStatistics, OfVectorsEqualValuesAndNothing) {
  const auto flat = weight_statistics(layer_of(at::ones({5}), "LayerNorm"), 8);
  ASSERT_TRUE(flat);
  EXPECT_THAT(flat->channels, IsEmpty());
  EXPECT_THAT(flat->histogram, ElementsAre(5));
  const auto nothing = weight_statistics(layer_of(at::ones({0, 4})), 8);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->values, 0);
}

TEST(WeightStatistics, RefuseWhatHasNoOrder) {
  const auto complex = weight_statistics(layer_of(at::zeros({2, 2}, at::kComplexFloat)), 8);
  ASSERT_FALSE(complex);
  EXPECT_EQ(complex.error().code, ErrorCode::NotSupported);
  EXPECT_THAT(complex.error().message, HasSubstr("encoder.linear1"));
  EXPECT_EQ(weight_statistics(layer_of(at::ones({2, 2})), 0).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena
