// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <limits>

#include "tests/core/passes/passed.h"

namespace athena {
namespace {

/// Sums in another order.
constexpr double kRelative = 1e-5, kAbsolute = 2e-6;

/// Forward takes [B, L, 3, H, D] and gives [B, H, L, D]; `scores` makes them of `s`, the products.
torch::jit::Module attention_model(const std::string& scores,
                                   const at::Tensor& mask = at::zeros({1, 1, 1, 6})) {
  return scripted({{"mask", mask}}, R"(
def forward(self, x: Tensor):
    q, k, v = x.permute([2, 0, 3, 1, 4]).unbind(0)
    s = torch.matmul(q, k.transpose(-1, -2))
    p = torch.softmax()" + scores + R"(, -1)
    return torch.matmul(p, v)
)");
}

at::Tensor input() { return seeded({2, 6, 3, 4, 5}, 3); }

TEST(Attention, WrittenOutIsOneOp) {
  const at::Tensor bias = seeded({2, 4, 6, 6}, 9);
  for (const auto& [scores, mask] : std::vector<std::pair<std::string, at::Tensor>>{
           {"s", bias},
           {"s / 2.25", bias},
           {"s * 0.4", bias},
           {"s / 2.25 + self.mask", bias},
           {"s + self.mask", seeded({6, 6}, 9)},
           {"s / 2.25 + self.mask", at::where(seeded({2, 1, 1, 6}, 4) > 0.8, -3.4e38, 0.0).to(at::kFloat)}}) {
    const Passed result = passed(attention_model(scores, mask), "attention");
    EXPECT_EQ(result.sites, 1) << scores;
    EXPECT_EQ(count_of(result.after, "aten::softmax"), 0);
    EXPECT_EQ(count_of(result.after, "aten::matmul"), 0);
    const at::Tensor a = run(result.after, input()), b = run(result.before, input());
    EXPECT_TRUE(at::allclose(a, b, kRelative, kAbsolute)) << scores << (a - b).abs().max();
  }
}

TEST(Attention, GivesWhatWasWrittenWhereTheFusedOpWouldNot) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  at::Tensor none = at::zeros({1, 1, 6, 6});
  none.select(2, 4).fill_(-infinity);  // NaN by the formula
  const Passed hidden = passed(attention_model("s + self.mask", none), "attention");
  EXPECT_EQ(hidden.sites, 1);
  EXPECT_TRUE(at::allclose(run(hidden.after, input()), run(hidden.before, input()), kRelative, kAbsolute,
                           /*equal_nan=*/true));
  EXPECT_TRUE(run(hidden.after, input()).isnan().any().item<bool>());

  const Passed other_dtype = passed(attention_model("s + self.mask", at::ones({6}, at::kLong)), "attention");
  EXPECT_TRUE(
      at::allclose(run(other_dtype.after, input()), run(other_dtype.before, input()), kRelative, kAbsolute));

  const Passed plain = passed(attention_model("s"), "attention");
  const at::Tensor as_double = input().to(at::kDouble);
  EXPECT_TRUE(at::allclose(run(plain.after, as_double), run(plain.before, as_double), kRelative, kAbsolute));
}

TEST(Attention, LeavesWhatIsAnotherFormula) {
  for (const std::string scores : {"torch.relu(s)", "s - self.mask", "s / self.mask", "s + s"})
    EXPECT_EQ(passed(attention_model(scores), "attention").sites, 0) << scores;
}

/// As attention_model, with what `result` makes of the product y, the softmax p and v.
torch::jit::Module shown_model(const std::string& scores, const std::string& result, const at::Tensor& mask) {
  return scripted({{"mask", mask}}, R"(
def forward(self, x: Tensor):
    q, k, v = x.permute([2, 0, 3, 1, 4]).unbind(0)
    s = torch.matmul(q, k.transpose(-1, -2))
    p = torch.softmax()" + scores + R"(, -1)
    y = torch.matmul(p, v)
    return )" + result + "\n");
}

TEST(Attention, GivesItsWeightsToOthers) {
  at::Tensor none = at::zeros({1, 1, 6, 6});
  none.select(2, 4).fill_(-std::numeric_limits<float>::infinity());
  for (const auto& [scores, mask] : std::vector<std::pair<std::string, at::Tensor>>{
           {"s", at::zeros({1})},
           {"s / 2.25", at::zeros({1})},
           {"s * 0.4 + self.mask", seeded({2, 1, 6, 6}, 9)},
           {"s + self.mask", seeded({6, 6}, 9)},  // not of four dimensions: as it is written
           {"s + self.mask", none}}) {
    for (const std::string both : {"torch.cat([y, p], -1)", "torch.cat([y.mean(1), p.mean(1)], -1)",
                                   "y + p.mean(2, True).mean(3, True)"}) {
      const Passed result = passed(shown_model(scores, both, mask), "attention");
      EXPECT_EQ(result.sites, 1) << scores;
      EXPECT_EQ(count_of(result.after, "aten::softmax"), 0);
      EXPECT_EQ(count_of(result.after, "aten::matmul"), 0);
      for (const at::Tensor& x : {input(), input().slice(0, 0, 1), input().to(at::kDouble)}) {
        const at::Tensor a = run(result.after, x), b = run(result.before, x);
        EXPECT_EQ(a.scalar_type(), b.scalar_type());
        EXPECT_TRUE(at::allclose(a, b, kRelative, kAbsolute, /*equal_nan=*/true)) << scores << both;
      }
    }
  }
}

TEST(Attention, GivesTheMeanOfItsWeightsToOthers) {
  const Passed result =
      passed(shown_model("s", "y.mean(1) + p.mean(1)[:, :, :5]", at::zeros({1})), "attention");
  EXPECT_EQ(result.sites, 1);
  EXPECT_EQ(count_of(result.after, "aten::mean"), 1);  // that of y
  EXPECT_TRUE(at::allclose(run(result.after, input()), run(result.before, input()), kRelative, kAbsolute));
}

TEST(Attention, OfOneSoftmaxTakesOneProduct) {
  const Passed result = passed(shown_model("s", "y + torch.matmul(p, v + 1.0)", at::zeros({1})), "attention");
  EXPECT_EQ(result.sites, 1);
  EXPECT_EQ(count_of(result.after, "aten::matmul"), 1);
  EXPECT_TRUE(at::allclose(run(result.after, input()), run(result.before, input()), kRelative, kAbsolute));
}

TEST(Attention, LeavesWeightsThatAreWrittenTo) {
  EXPECT_EQ(passed(shown_model("s", "y + p.mul_(2.0).sum()", at::zeros({1})), "attention").sites, 0);
}

TEST(Attention, LeavesWeightsSeenBeforeTheValuesAreThere) {
  const auto late = scripted({}, R"(
def forward(self, x: Tensor):
    q, k, v = x.permute([2, 0, 3, 1, 4]).unbind(0)
    p = torch.softmax(torch.matmul(q, k.transpose(-1, -2)), -1)
    return torch.matmul(p, v * p.mean())
)");
  EXPECT_EQ(passed(late, "attention").sites, 0);
}

}  // namespace
}  // namespace athena
