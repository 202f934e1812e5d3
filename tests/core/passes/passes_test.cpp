// SPDX-License-Identifier: Apache-2.0
#include "core/passes/passes.h"

#include <gmock/gmock.h>

#include "tests/core/passes/passed.h"

namespace athena {
namespace {

TEST(Passes, AreThoseThatAreDescribed) {
  ASSERT_EQ(all_passes().size(), kPasses.size());
  for (std::size_t i = 0; i < kPasses.size(); ++i) EXPECT_EQ(all_passes()[i].name, kPasses[i].name);
}

TEST(Passes, KeepTheModelWhenAllAreOff) {
  auto original = torch::jit::load(sample("digits_cnn.pt"));
  original.eval();
  std::vector<std::string> off;
  for (const PassInfo& pass : kPasses) off.emplace_back(pass.name);
  for (const PassStage stage : {PassStage::Weights, PassStage::Packed}) {
    const auto result = run_passes(settle(original).value(), stage, off);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_TRUE(result->reports.empty());
    EXPECT_EQ(count_of(result->module, "aten::batch_norm"), 3);
  }
}

TEST(Dropout, GoesOutsideTrainingAndStaysWithin) {
  const auto model = scripted({}, R"(
def forward(self, x: Tensor):
    y = torch.dropout(x, 0.5, False)
    for i in range(2):
        y = torch.feature_dropout(y * 2., 0.5, False)
    return torch.dropout(y, 0.0, True)
)");
  const Passed result = passed(model, "dropout");
  EXPECT_EQ(result.sites, 2);
  EXPECT_EQ(count_of(result.after, "aten::dropout"), 1);
  const at::Tensor x = seeded({3, 5}, 1);
  EXPECT_TRUE(at::equal(run(result.after, x), run(result.before, x)));
}

TEST(AttributeReads, AreMergedAcrossBlocks) {
  const auto model = scripted({{"w", seeded({4}, 2)}}, R"(
def forward(self, x: Tensor):
    if x.sum() > 0.:
        return x * self.w
    for i in range(2):
        x = x + self.w
    return x - self.w
)");
  const Passed result = passed(model, "attribute_reads");
  EXPECT_EQ(result.sites, 2);
  EXPECT_EQ(count_of(result.after, "prim::GetAttr"), 1);
  for (const double sign : {1.0, -1.0}) {
    const at::Tensor x = sign * at::ones({4});
    EXPECT_TRUE(at::equal(run(result.after, x), run(result.before, x)));
  }
}

TEST(AttributeReads, StayWhereAMethodWrites) {
  torch::jit::Module model("Counter");
  model.register_attribute("state", c10::TensorType::get(), at::zeros({2}));
  model.register_attribute("other", c10::TensorType::get(), at::ones({2}));
  model.define(R"(
def forward(self, x: Tensor):
    before = self.state
    self.state = self.state + x
    self.other.add_(1.)
    return before + self.state * 10. + self.other
)");
  const Passed result = passed(model, "attribute_reads");
  EXPECT_EQ(count_of(result.after, "prim::GetAttr"), 4);  // `other`, and `state` three times
  EXPECT_EQ(result.sites, 1);
  const at::Tensor x = seeded({2}, 5);
  EXPECT_TRUE(at::equal(run(result.after, x), x * 10 + 2));
}

}  // namespace
}  // namespace athena
