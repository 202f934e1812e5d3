// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;

TEST(Outline, HasEverySiteOfEveryLayer) {
  AtWork work;
  const ModelHandle model = work.open("digits_early_exit.pt");
  ASSERT_TRUE(model);
  const auto outline = work.get<ModelOutline>(OutlineRequest{model});
  ASSERT_TRUE(outline) << outline.error().message;
  EXPECT_EQ(outline->model, model->info().hash);
  ASSERT_EQ(outline->methods.size(), model->info().methods.size());
  for (const LayerInfo& layer : model->info().layers) {
    for (const Site& site : layer.sites) {
      const auto method = std::find_if(outline->methods.begin(), outline->methods.end(),
                                       [&](const auto& each) { return each.method == site.method; });
      ASSERT_NE(method, outline->methods.end());
      const auto& items = method->items;
      const bool there = std::any_of(items.begin(), items.end(), [&](const OutlineItem& item) {
        return item.layer == layer.path && item.block == site.block && item.op == site.op;
      });
      EXPECT_TRUE(there) << layer.path << " in " << site.block;
    }
  }
}

TEST(Outline, OfNoModelIsAnError) {
  AtWork work;
  EXPECT_EQ(work.get<ModelOutline>(OutlineRequest{}).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena
