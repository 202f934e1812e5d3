// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Weights, OfALayerUnderAScheme) {
  AtWork work;
  const ModelHandle model = work.open("digits_transformer.pt");
  ASSERT_TRUE(model);
  WeightsRequest request{model, "head", 32, "int4-weight", {}};
  const auto statistics = work.get<WeightStatistics>(request);
  ASSERT_TRUE(statistics) << statistics.error().message;
  EXPECT_EQ(statistics->layer, "head");
  EXPECT_THAT(statistics->histogram, SizeIs(32));
  EXPECT_THAT(statistics->channels, SizeIs(10));
  ASSERT_TRUE(statistics->grid) << statistics->no_grid;
  EXPECT_EQ(statistics->grid->levels, 15);
  EXPECT_LT(statistics->grid->smallest_step, statistics->grid->largest_step);

  request.scheme = "fp32";
  const auto plain = work.get<WeightStatistics>(request);
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->grid);
  EXPECT_EQ(plain->no_grid, "");
}

TEST(Weights, OfALayerThatNoSchemeServesSayWhy) {
  AtWork work;
  const ModelHandle model = work.open("digits_transformer.pt");
  ASSERT_TRUE(model);
  for (const LayerInfo& layer : model->info().layers) {
    if (layer.kind != "LayerNorm") continue;
    const auto statistics =
        work.get<WeightStatistics>(WeightsRequest{model, layer.path, 8, "int8-dynamic", {}});
    ASSERT_TRUE(statistics) << statistics.error().message;
    EXPECT_FALSE(statistics->grid);
    EXPECT_EQ(statistics->no_grid, layer.reason);
    return;
  }
  FAIL() << "the sample has no LayerNorm";
}

TEST(Weights, OfWhatIsNotThereAreErrors) {
  AtWork work;
  const ModelHandle model = work.open("digits_transformer.pt");
  ASSERT_TRUE(model);
  const auto layer = work.get<WeightStatistics>(WeightsRequest{model, "haed", 8, "fp32", {}});
  ASSERT_FALSE(layer);
  EXPECT_EQ(layer.error().code, ErrorCode::NotFound);
  EXPECT_THAT(layer.error().message, HasSubstr("Did you mean \"head\"?"));
  const auto scheme = work.get<WeightStatistics>(WeightsRequest{model, "head", 8, "int9", {}});
  ASSERT_FALSE(scheme);
  EXPECT_THAT(scheme.error().message, HasSubstr("int9"));
}

}  // namespace
}  // namespace athena
