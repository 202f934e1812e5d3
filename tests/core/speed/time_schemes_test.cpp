// SPDX-License-Identifier: Apache-2.0
#include "core/speed/time_schemes.h"

#include <gmock/gmock.h>

#include <limits>

#include "core/graph/settle.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Three layers: one that always runs, one three times in a branch, one in the other branch.
torch::jit::Module branching() {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), false);
  for (const char* name : {"first_weight", "then_weight", "else_weight"})
    module.register_parameter(name, at::eye(8), /*is_buffer=*/false);
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

class TimeSchemes : public ::testing::Test {
 protected:
  Result<std::map<std::string, SchemeTime>> time(const std::map<std::string, LayerScheme>& schemes,
                                                 const JobContext& job = {}) {
    const auto batch = data_.read("test", 0, 4);
    return time_schemes(*settled_, schemes, data_, *batch, {.budget_ms = 1, .min_turns = 3}, job);
  }
  torch::jit::Module model_ = branching();
  Result<torch::jit::Module> settled_ = settle(model_);
  TableData data_{at::ones({4, 8}), {}};
};

TEST_F(TimeSchemes, GivesTheLayersThatTheCallReached) {
  const auto times = time({{"first", {"int8-dynamic", {}}},
                           {"then", {"int4-weight", {{"g", std::int64_t{32}}}}},
                           {"else", {"int8-dynamic", {}}}});
  ASSERT_TRUE(times) << times.error().message;
  ASSERT_THAT(*times, SizeIs(2));
  for (const char* path : {"first", "then"}) {
    SCOPED_TRACE(path);
    const SchemeTime& time = times->at(path);
    EXPECT_GT(time.fp32_ms, 0);
    EXPECT_GT(time.ms, 0);
    EXPECT_GT(time.ratio, 0);
    EXPECT_GT(time.bytes, 0);
    EXPECT_EQ(time.refused, "");
  }
  EXPECT_THAT(times->at("first").kernel, HasSubstr("8"));
}

TEST_F(TimeSchemes, ALayerThatCannotBePackedSaysWhy) {
  model_.attr("then_weight").toTensor().data_ptr<float>()[0] = std::numeric_limits<float>::infinity();
  const auto times = time({{"first", {"fp16", {}}}, {"then", {"fp16", {}}}});
  ASSERT_TRUE(times) << times.error().message;
  EXPECT_THAT(times->at("then").refused, HasSubstr("NaN or infinite"));
  EXPECT_EQ(times->at("first").refused, "");
}

TEST_F(TimeSchemes, LeavesTheModelAsItIs) {
  const auto before = settled_->get_method("forward").graph()->toString();
  ASSERT_TRUE(time({{"first", {"int8-dynamic", {}}}}));
  EXPECT_EQ(settled_->get_method("forward").graph()->toString(), before);
}

TEST_F(TimeSchemes, OfNothingIsNothingAndCancellingIsAnError) {
  EXPECT_THAT(*time({}), IsEmpty());
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(time({{"first", {"fp16", {}}}}, JobContext(stop.get_token(), nullptr, {})).error().code,
            ErrorCode::Cancelled);
}

}  // namespace
}  // namespace athena
