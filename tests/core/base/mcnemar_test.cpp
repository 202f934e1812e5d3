// SPDX-License-Identifier: Apache-2.0
#include "athena/mcnemar.h"

#include <gtest/gtest.h>

#include <string>

namespace athena {
namespace {

McNemar test_of(int both, int only_a, int only_b) {
  const std::string a = std::string(both, '1') + std::string(only_a, '1') + std::string(only_b, '0');
  const std::string b = std::string(both, '1') + std::string(only_a, '0') + std::string(only_b, '1');
  const auto test = mcnemar(a, b);
  EXPECT_TRUE(test);
  return test.value_or(McNemar());
}

// Twice the binomial tail, by hand: 2 (1 + 10 + 45) / 1024 and 2 / 32.
TEST(McNemar, IsExactForFewDifferences) {
  const McNemar two_of_ten = test_of(90, 8, 2);
  EXPECT_EQ(two_of_ten.only_a, 8);
  EXPECT_EQ(two_of_ten.only_b, 2);
  EXPECT_TRUE(two_of_ten.exact);
  EXPECT_NEAR(two_of_ten.p, 112.0 / 1024, 1e-12);
  EXPECT_NEAR(test_of(0, 0, 5).p, 2.0 / 32, 1e-12);
  EXPECT_EQ(test_of(7, 3, 3).p, 1);
  EXPECT_EQ(test_of(7, 0, 0).p, 1);
}

TEST(McNemar, IsChiSquaredForMany) {
  const McNemar many = test_of(10, 700, 600);
  EXPECT_FALSE(many.exact);
  EXPECT_NEAR(many.p, 0.0060, 1e-4);                                  // (100 - 1)^2 / 1300 = 7.539
  EXPECT_NEAR(test_of(0, 520, 480).p, test_of(0, 521, 480).p, 0.03);  // where the two meet
}

TEST(McNemar, NeedsTheSameSamples) {
  EXPECT_FALSE(mcnemar("", ""));
  EXPECT_FALSE(mcnemar("101", "10"));
}

}  // namespace
}  // namespace athena
