// SPDX-License-Identifier: Apache-2.0
#include "core/speed/choose_schemes.h"

#include <gmock/gmock.h>

#include <limits>

#include "core/graph/layers.h"
#include "core/graph/settle.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// One layer that runs, one that these inputs do not reach.
torch::jit::Module model_of(std::int64_t size) {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), false);
  for (const char* name : {"first_weight", "rare_weight"})
    module.register_parameter(name, at::eye(size), /*is_buffer=*/false);
  module.define(R"(
def forward(self, x):
  x = torch.linear(x, self.first_weight)
  if bool(x.sum() < 0):
    x = torch.linear(x, self.rare_weight)
  return x
)");
  return module;
}

class ChooseSchemes : public ::testing::Test {
 protected:
  void make(std::int64_t size, float corner = 1) {
    torch::jit::Module model = model_of(size);
    model.attr("first_weight").toTensor().data_ptr<float>()[0] = corner;
    settled_ = settle(model).value();
    for (const StoredLayer& layer : find_layers(settled_)) {
      layers_.push_back(layer.info);
      plan_.push_back({});
      plan_.back().path = layer.info.path;
      plan_.back().scheme = kAuto;
    }
    data_ = std::make_unique<TableData>(at::ones({2, size}), at::Tensor());
  }
  Result<SchemeChoices> choose() {
    return choose_schemes(settled_, layers_, plan_, *data_, *data_->read("test", 0, 2), {});
  }
  torch::jit::Module settled_;
  std::vector<LayerInfo> layers_;
  std::vector<LayerPlan> plan_;
  std::unique_ptr<TableData> data_;
};

TEST_F(ChooseSchemes, EveryChoiceIsASchemeOrSaysWhyNot) {
  make(64);
  const auto choices = choose();
  ASSERT_TRUE(choices) << choices.error().message;
  ASSERT_THAT(*choices, SizeIs(2));
  const SchemeChoice& first = choices->at("first");
  if (first.scheme == "fp32")
    EXPECT_THAT(first.reason, HasSubstr(" is slower here: "));
  else
    EXPECT_THAT(first.reason, IsEmpty());
  EXPECT_EQ(choices->at("rare").scheme, "fp32");
  EXPECT_THAT(choices->at("rare").reason, HasSubstr("does not reach it"));
}

TEST_F(ChooseSchemes, AWeightThatNoSchemeStoresStays) {
  make(64, std::numeric_limits<float>::quiet_NaN());
  const auto choices = choose();
  ASSERT_TRUE(choices) << choices.error().message;
  EXPECT_EQ(choices->at("first").scheme, "fp32");
  EXPECT_THAT(choices->at("first").reason, HasSubstr("NaN or infinite"));
}

TEST_F(ChooseSchemes, OnlyLayersThatAskAreTimed) {
  make(64);
  for (LayerPlan& layer : plan_) layer.scheme = "fp32";
  EXPECT_THAT(*choose(), IsEmpty());
}

TEST(ApplyChoices, PutsThemInPlaceOfAuto) {
  std::vector<LayerPlan> plan(3);
  plan[0].path = "a";
  plan[0].scheme = kAuto;
  plan[1].path = "b";
  plan[1].scheme = kAuto;
  plan[1].reason = "Pruned.";
  plan[2].path = "c";
  plan[2].scheme = "fp16";
  ASSERT_TRUE(apply_choices(plan, {{"a", {"int8-dynamic", ""}}, {"b", {"fp32", "int8-weight is slower."}}}));
  EXPECT_EQ(plan[0].scheme, "int8-dynamic");
  EXPECT_EQ(plan[1].scheme, "fp32");
  EXPECT_EQ(plan[1].reason, "Pruned. int8-weight is slower.");
  EXPECT_EQ(plan[2].scheme, "fp16");
  plan[2].scheme = kAuto;
  EXPECT_EQ(apply_choices(plan, {}).error().code, ErrorCode::InvalidArgument);
}

SchemeTime timed(double fp32_ms, double ms) {
  SchemeTime time;
  time.fp32_ms = fp32_ms;
  time.ms = ms;
  time.ratio = ms / fp32_ms;
  return time;
}

SchemeTime refused(const std::string& why) {
  SchemeTime time;
  time.refused = why;
  return time;
}

TEST(Choose, TakesTheFastestThatIsFasterThanFp32) {
  EXPECT_EQ(choose({{"int8-weight", timed(1, 0.9)}, {"int8-dynamic", timed(1, 0.4)}}).scheme, "int8-dynamic");
  EXPECT_EQ(choose({{"int8-weight", timed(1, 0.3)}, {"int8-dynamic", timed(1, 0.4)}}).scheme, "int8-weight");
  EXPECT_EQ(choose({{"int8-weight", refused("No.")}, {"int8-dynamic", timed(1, 0.4)}}).scheme,
            "int8-dynamic");
}

TEST(Choose, LeavesFp32WhereNoneIsFasterAndSaysTheTimes) {
  const SchemeChoice choice =
      choose({{"int8-weight", timed(0.081, 0.2)}, {"int8-dynamic", timed(0.081, 0.1234)}});
  EXPECT_EQ(choice.scheme, "fp32");
  EXPECT_EQ(choice.reason, "int8-dynamic is slower here: 0.123 ms against 0.081 ms.");
  EXPECT_EQ(choose({{"int8-weight", refused("No.")}}).reason, "No.");
  EXPECT_EQ(choose({}).scheme, "fp32");
}

TEST(SlowerLayers, AreNamedByTheirSchemeWithBothTimes) {
  const std::map<std::string, LayerScheme> schemes = {
      {"a", {"int8-weight", {}}}, {"b", {"int8-weight", {}}}, {"c", {"fp16", {}}}, {"d", {"fp16", {}}}};
  EXPECT_THAT(
      slower_layers(
          schemes,
          {{"a", timed(0.1, 0.2)}, {"b", timed(1, 1.04)}, {"c", timed(1, 1.02)}, {"d", refused("No.")}}),
      ::testing::ElementsAre("int8-weight is slower than fp32 here in 2 layers: "
                             "a (0.2 ms against 0.1 ms), b (1.04 ms against 1 ms)."));
  EXPECT_THAT(slower_layers(schemes, {{"c", timed(1, 1.5)}}),
              ::testing::ElementsAre("fp16 is slower than fp32 here in 1 layer: c (1.5 ms against 1 ms)."));
}

}  // namespace
}  // namespace athena
