// SPDX-License-Identifier: Apache-2.0
// Runs with ATHENA_FORCE_ISA=scalar, under which integers are many times slower than fp32.
#include "core/pipeline/confirm_choices.h"

#include <gmock/gmock.h>

#include "tests/core/graph/models.h"
#include "tests/core/measure/table_data.h"
#include "tests/core/pipeline/whole_recipe.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;

class ConfirmChoices : public ::testing::Test {
 protected:
  ConfirmChoices() : data_(at::rand({32, 1, 28, 28}), at::Tensor()) {
    const auto plan = plan_recipe(everything("auto"), model_.info.layers);
    EXPECT_TRUE(plan) << plan.error().message;
    plan_ = plan->layers;
    for (const LayerPlan& layer : plan_)
      if (layer.scheme == kAuto) choices_[layer.path] = {"int8-dynamic", ""};
  }
  Result<SchemeChoices> confirmed() {
    return confirm_choices(model_, plan_, {}, choices_, data_, *data_.read("test", 0, 32), {});
  }

  const LoadedModel model_ = load(sample("digits_cnn.pt"));
  TableData data_;
  std::vector<LayerPlan> plan_;
  SchemeChoices choices_;
};

TEST_F(ConfirmChoices, LeavesOutWhatSlowsTheWholeModelDownAndSaysSo) {
  const auto choices = confirmed();
  ASSERT_TRUE(choices) << choices.error().message;
  ASSERT_EQ(choices->size(), choices_.size());
  for (const char* path : {"conv2", "conv3"}) {
    EXPECT_EQ(choices->at(path).scheme, "fp32") << path;
    EXPECT_THAT(choices->at(path).reason, HasSubstr("The whole model is faster without its integers"))
        << path;
  }
}

TEST_F(ConfirmChoices, HasNothingToConfirmWhereAllIsLeft) {
  for (auto& [path, choice] : choices_) choice = {"fp32", "why"};
  const auto choices = confirmed();
  ASSERT_TRUE(choices) << choices.error().message;
  for (const auto& [path, choice] : *choices) EXPECT_EQ(choice.reason, "why") << path;
}

TEST_F(ConfirmChoices, RefusesInputsThatTheModelRefuses) {
  const Batch batch{{at::rand({2, 3, 5})}, at::Tensor()};
  const auto choices = confirm_choices(model_, plan_, {}, choices_, data_, batch, {});
  ASSERT_FALSE(choices);
  EXPECT_EQ(choices.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena::test
