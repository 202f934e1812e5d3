// SPDX-License-Identifier: Apache-2.0
#include "core/measure/model_inputs.h"

#include <gmock/gmock.h>

#include "tests/core/measure/scripted.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

torch::jit::Module linear() {
  return test::scripted("def forward(self, x):\n  return torch.linear(x, self.weight)\n");
}

DataHandle table(const std::string& split) {
  auto data = std::make_shared<TableData>(at::eye(3), at::Tensor());
  data->info_.splits = {{split, 3}};
  return data;
}

TEST(ModelInputs, AreRandomWithoutData) {
  for (const auto& inputs :
       {inputs_from(nullptr, "test", linear(), 5, {}), held_out_inputs(nullptr, linear(), 5, {})}) {
    ASSERT_TRUE(inputs) << inputs.error().message;
    EXPECT_TRUE(inputs->data->is_random());
    EXPECT_EQ(*inputs->data->samples(inputs->split), 5);
  }
}

TEST(ModelInputs, TakeTheSplitThatIsAskedFor) {
  EXPECT_EQ(inputs_from(table("train"), "train", linear(), 5, {})->split, "train");
  EXPECT_THAT(inputs_from(table("train"), "test", linear(), 5, {}).error().message, HasSubstr("train"));
}

TEST(ModelInputs, HoldOutWhatMayHaveBeenTrainedOn) {
  EXPECT_EQ(held_out_inputs(table("test"), linear(), 5, {})->split, "test");
  EXPECT_EQ(held_out_inputs(table("validate"), linear(), 5, {})->split, "validate");
  std::string warning;
  const JobContext job({}, nullptr,
                       [&](const JobContext::Said& said) { warning = std::get<JobWarning>(said).text; });
  const auto inputs = held_out_inputs(table("train"), linear(), 5, job);
  ASSERT_TRUE(inputs) << inputs.error().message;
  EXPECT_TRUE(inputs->data->is_random());
  EXPECT_THAT(warning, HasSubstr("no split that is held out"));
}

}  // namespace
}  // namespace athena
