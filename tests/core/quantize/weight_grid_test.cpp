// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/weight_grid.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>

namespace athena {
namespace {

using ::testing::HasSubstr;

const Parameters kGroup32{{"g", std::int64_t{32}}}, kWholeRows{{"g", std::int64_t{0}}};

TEST(WeightGrid, OfInt8HasALevelPerCodeOfTheWidestChannel) {
  const at::Tensor weight = at::tensor({1.27f, -0.5f, 0.004f, 2.54f, 0.01f, -0.3f}).reshape({2, 3});
  const auto grid = weight_grid(weight, "int8-dynamic", {});
  ASSERT_TRUE(grid) << grid.error().message;
  EXPECT_EQ(grid->scheme, "int8-dynamic");
  EXPECT_EQ(grid->scales, 2);
  EXPECT_NEAR(grid->smallest_step, 0.01, 1e-7);
  EXPECT_NEAR(grid->largest_step, 0.02, 1e-7);
  EXPECT_EQ(grid->levels, 255);
  EXPECT_NEAR(grid->first_level, -2.54, 1e-5);
  EXPECT_NEAR(grid->largest_error, 0.01, 1e-6);  // 0.01 lies halfway between 0 and 0.02
}

TEST(WeightGrid, OfSparseInt8IsThatOfInt8) {
  const at::Tensor weight = at::tensor({1.27f, -0.5f, 0.0f, 0.0f, 2.54f, 0.0f}).reshape({2, 3});
  const auto sparse = weight_grid(weight, "sparse-int8", {}), dense = weight_grid(weight, "int8-dynamic", {});
  ASSERT_TRUE(sparse) << sparse.error().message;
  EXPECT_EQ(sparse->levels, 255);
  EXPECT_EQ(sparse->first_level, dense->first_level);
  EXPECT_EQ(sparse->largest_error, dense->largest_error);
}

TEST(WeightGrid, OfInt4HasAScalePerGroup) {
  at::Tensor weight = at::ones({2, 64});
  weight[1].slice(0, 32) *= -7;
  const auto grid = weight_grid(weight, "int4-weight", kGroup32);
  ASSERT_TRUE(grid) << grid.error().message;
  EXPECT_EQ(grid->scales, 4);
  EXPECT_EQ(grid->levels, 15);
  EXPECT_NEAR(grid->largest_step, 1, 1e-6);
  EXPECT_NEAR(grid->first_level, -7, 1e-6);
}

TEST(WeightGrid, WithZeroPointsReachesFromTheLeastToTheGreatest) {
  at::Tensor weight = at::zeros({2, 64});
  weight[0].slice(0, 0, 32).copy_(at::linspace(-5, 10, 32));
  weight[1].slice(0, 32, 64).copy_(at::linspace(0, 30, 32));  // the widest steps
  for (const char* type : {"fp32", "fp16"}) {
    const auto grid = weight_grid(weight, "int4-weight",
                                  {{"g", std::int64_t{32}}, {"zp", true}, {"scales", std::string(type)}});
    ASSERT_TRUE(grid) << grid.error().message;
    EXPECT_EQ(grid->scales, 4);
    EXPECT_EQ(grid->levels, 16);
    EXPECT_NEAR(grid->largest_step, 2, 1e-6);
    EXPECT_NEAR(grid->first_level, 0, 1e-6);
  }
  const auto skewed =
      weight_grid(weight.slice(0, 0, 1), "int4-weight", {{"g", std::int64_t{32}}, {"zp", true}});
  EXPECT_NEAR(skewed->first_level, -5, 1e-5);
}

TEST(WeightGrid, SaysHowCloseItComes) {
  // Evenly spread over [-1, 1]: power 1/3, and of the error step^2 / 12 with steps of about 1/127 and 1/7.
  const at::Tensor index = at::arange(64 * 1024, at::kDouble) * 0.6180339887498949;
  const at::Tensor weight = ((index - index.floor()) * 2 - 1).reshape({64, 1024}).to(at::kFloat);
  EXPECT_NEAR(weight_grid(weight, "int8-weight", {})->sqnr_db, 10 * std::log10(4 * 127 * 127), 0.3);
  EXPECT_NEAR(weight_grid(weight, "int4-weight", kWholeRows)->sqnr_db, 10 * std::log10(4 * 7 * 7), 0.3);
  EXPECT_TRUE(std::isinf(weight_grid(at::zeros({2, 4}), "int8-weight", {})->sqnr_db));
}

TEST(WeightGrid, FloatsHaveNoSteps) {
  const auto grid = weight_grid(at::full({2, 2}, 0.1f), "bf16", {});
  ASSERT_TRUE(grid);
  EXPECT_EQ(grid->levels, 0);
  EXPECT_EQ(grid->scales, 0);
  EXPECT_GT(grid->largest_error, 0);
}

TEST(WeightGrid, SaysWhatCannotBeStored) {
  const auto grid = weight_grid(at::full({2, 2}, NAN), "int8-weight", {});
  ASSERT_FALSE(grid);
  EXPECT_THAT(grid.error().message, HasSubstr("NaN"));
}

}  // namespace
}  // namespace athena
