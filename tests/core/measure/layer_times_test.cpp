// SPDX-License-Identifier: Apache-2.0
#include "core/measure/layer_times.h"

#include <gmock/gmock.h>

#include "core/graph/settle.h"
#include "tests/core/measure/scripted.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

/// Three layers: one that always runs, one in each branch.
torch::jit::Module branching() {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), false);
  for (const char* name : {"first_weight", "then_weight", "else_weight"})
    module.register_parameter(name, at::eye(3), /*is_buffer=*/false);
  module.define(R"(
def forward(self, x):
  x = torch.linear(x, self.first_weight)
  if bool(x.sum() > 0):
    for i in range(3):
      x = torch.linear(x, self.then_weight)
  else:
    x = torch.linear(x, self.else_weight)
  return x
)");
  return module;
}

TEST(LayerTimes, TellWhatRanFromWhatDidNot) {
  const auto settled = settle(branching());
  ASSERT_TRUE(settled) << settled.error().message;
  const TableData data(at::ones({4, 3}), {});
  const auto batch = data.read("test", 0, 4);
  const auto shares = layer_time_shares(*settled, data, *batch, {}, {});
  ASSERT_TRUE(shares) << shares.error().message;
  ASSERT_THAT(*shares, ::testing::SizeIs(3));
  EXPECT_GT(shares->at("first"), 0);
  EXPECT_GT(shares->at("then"), 0);
  EXPECT_EQ(shares->at("else"), 0);
  EXPECT_LE(shares->at("first") + shares->at("then"), 1);
}

TEST(LayerTimes, LeaveTheModelAsItIs) {
  const auto settled = settle(branching());
  ASSERT_TRUE(settled);
  const auto before = settled->get_method("forward").graph()->toString();
  const TableData data(at::ones({4, 3}), {});
  const auto batch = data.read("test", 0, 4);
  ASSERT_TRUE(layer_time_shares(*settled, data, *batch, {}, {}));
  EXPECT_EQ(settled->get_method("forward").graph()->toString(), before);
}

TEST(LayerTimes, RefusedInputsAndCancellingAreErrors) {
  const auto settled = settle(branching());
  ASSERT_TRUE(settled);
  const TableData data(at::ones({4, 5}), {});
  const auto batch = data.read("test", 0, 4);
  EXPECT_EQ(layer_time_shares(*settled, data, *batch, {}, {}).error().code, ErrorCode::InvalidArgument);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(
      layer_time_shares(*settled, data, *batch, {}, JobContext(stop.get_token(), nullptr, {})).error().code,
      ErrorCode::Cancelled);
}

}  // namespace
}  // namespace athena
