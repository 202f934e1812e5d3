// SPDX-License-Identifier: Apache-2.0
#include "core/measure/order_statistics.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

namespace athena {
namespace {

std::vector<std::int64_t> every_rank(const std::vector<float>& values) {
  std::vector<std::int64_t> ranks(values.size());
  std::iota(ranks.begin(), ranks.end(), 0);
  return ranks;
}

TEST(OrderStatistics, AreThoseOfTheSortedValues) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(3000);
  for (float& value : values) value = std::ldexp(normal(random), static_cast<int>(random() % 60) - 30);
  values[7] = std::numeric_limits<float>::infinity();
  values[8] = -std::numeric_limits<float>::max();
  values[9] = values[10] = values[11];
  const auto ranks = every_rank(values);
  std::vector<float> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(order_statistics(values, ranks), sorted);

  for (float& value : sorted) value = std::abs(value);
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(order_statistics(values, ranks, OrderBy::Magnitude), sorted);
}

TEST(OrderStatistics, OfOneValueAndOfNoRanks) {
  const std::vector<float> one{-2.5f};
  EXPECT_THAT(order_statistics(one, every_rank(one)), ::testing::ElementsAre(-2.5f));
  EXPECT_THAT(order_statistics(one, every_rank(one), OrderBy::Magnitude), ::testing::ElementsAre(2.5f));
  EXPECT_THAT(order_statistics(one, {}), ::testing::IsEmpty());
}

}  // namespace
}  // namespace athena
