// SPDX-License-Identifier: Apache-2.0
#include "core/prune/two_four.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <limits>

namespace athena::test {
namespace {

at::Tensor mask_of(std::initializer_list<double> row) {
  return two_four_mask(at::tensor(std::vector<double>(row)).unsqueeze(0)).value()[0];
}
at::Tensor flags(std::initializer_list<int> row) { return at::tensor(std::vector<int>(row)).to(at::kBool); }

TEST(TwoFourMask, TheTwoLargestOfFourStay) {
  EXPECT_TRUE(at::equal(mask_of({1, -4, 3, 2, 0.1, 0.2, -0.4, 0.3}), flags({0, 1, 1, 0, 0, 0, 1, 1})));
  EXPECT_TRUE(at::equal(mask_of({0, std::numeric_limits<double>::quiet_NaN(), 9, 8}), flags({0, 1, 1, 0})));
}

TEST(TwoFourMask, OfFewerAtTheEndAtMostHalfStay) {
  EXPECT_TRUE(at::equal(mask_of({1, 2, 3, 4, 5}), flags({0, 0, 1, 1, 0})));
  EXPECT_TRUE(at::equal(mask_of({4, 3, 2, 1, 5, 6}), flags({1, 1, 0, 0, 0, 1})));
  EXPECT_TRUE(at::equal(mask_of({5, 7, 6}), flags({0, 1, 0})));
}

TEST(TwoFourMask, KeepsTwoOfEveryFour) {
  for (const auto& [n, k] : std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 4}, {7, 64}, {30, 100}})
    for (const at::Tensor& weight : {at::randn({n, k}), at::ones({n, k}), at::zeros({n, k})}) {
      const at::Tensor mask = two_four_mask(weight).value();
      EXPECT_TRUE(mask.reshape({-1, 4}).sum(1).eq(2).all().item<bool>());
    }
}

TEST(TwoFourMask, TakesAnySizeStridesAndFloat) {
  const at::Tensor weight = at::randn({6, 10});
  const at::Tensor mask = two_four_mask(weight).value();
  EXPECT_TRUE(at::equal(two_four_mask(weight.t().contiguous().t()).value(), mask));
  EXPECT_TRUE(at::equal(two_four_mask(weight.to(at::kDouble).requires_grad_()).value(), mask));
  for (const auto& [n, k] : std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 8}, {3, 0}, {0, 0}})
    EXPECT_EQ(two_four_mask(at::ones({n, k}))->sizes(), (at::IntArrayRef{n, k}));
}

TEST(TwoFourMask, RefusesOtherShapesAndTypes) {
  EXPECT_FALSE(two_four_mask(at::ones({4, 4, 4})));
  EXPECT_FALSE(two_four_mask(at::ones({4, 4}, at::kLong)));
  EXPECT_FALSE(two_four_mask(at::Tensor()));
}

}  // namespace
}  // namespace athena::test
