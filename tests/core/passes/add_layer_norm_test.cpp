// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "tests/core/passes/passed.h"

namespace athena {
namespace {

std::vector<std::pair<std::string, at::Tensor>> tensors() {
  return {{"gamma", seeded({37}, 1)}, {"beta", seeded({37}, 2)}};
}

Passed passed_body(const std::string& body) {
  return passed(scripted(tensors(), "def forward(self, x: Tensor):\n" + body), "add_layer_norm");
}

/// The sums of mean and variance are made in another order.
void expect_close(const Passed& result, const at::Tensor& x) {
  const at::Tensor a = run(result.after, x), b = run(result.before, x);
  EXPECT_TRUE(at::allclose(a, b, 1e-5, 1e-5)) << (a - b).abs().max();
}

TEST(AddLayerNorm, IsOneOp) {
  const Passed result =
      passed_body("    return torch.layer_norm(x + x * 2., [37], self.gamma, self.beta, 1e-6)\n");
  EXPECT_EQ(result.sites, 1);
  EXPECT_EQ(count_of(result.after, "aten::layer_norm"), 0);
  EXPECT_EQ(count_of(result.after, "athena::add_layer_norm"), 1);
  expect_close(result, seeded({4, 5, 37}, 3));
  expect_close(result, seeded({37, 5}, 3).t());
  EXPECT_EQ(run(result.after, at::zeros({0, 37})).sizes(), at::IntArrayRef({0, 37}));
}

TEST(AddLayerNorm, KeepsASumThatIsUsedAgain) {
  const Passed result = passed_body(
      "    for i in range(2):\n"
      "        x = x + x * 0.5\n"
      "        x = x + torch.relu(torch.layer_norm(x, [37], None, self.beta))\n"
      "    return x\n");
  EXPECT_EQ(result.sites, 1);
  EXPECT_EQ(count_of(result.after, "athena::add_and_layer_norm"), 1);
  expect_close(result, seeded({4, 37}, 3));
}

TEST(AddLayerNorm, BroadcastsAndNormalizesOverMoreAsItIsWritten) {
  const Passed broadcast =
      passed_body("    return torch.layer_norm(x + self.beta, [37], self.gamma, None)\n");
  EXPECT_EQ(broadcast.sites, 1);
  expect_close(broadcast, seeded({4, 37}, 3));
  const Passed bare = passed_body("    return torch.layer_norm(x + x, [37], None, None)\n");
  expect_close(bare, seeded({4, 37}, 3).to(at::kDouble));
  const Passed two = passed_body("    return torch.layer_norm(x + x, [5, 37], None, None)\n");
  EXPECT_EQ(two.sites, 1);
  expect_close(two, seeded({4, 5, 37}, 3));
}

TEST(AddLayerNorm, LeavesASumThatIsNeededBeforeOrWrittenTo) {
  for (const std::string body :
       {"    y = x + x\n    z = y.mean()\n    return torch.layer_norm(y, [37], None, None) + z\n",
        "    y = x + x\n    y.mul_(2.)\n    return torch.layer_norm(y, [37], None, None)\n",
        "    z = x * 1.\n    y = z + x\n    z.mul_(2.)\n    return torch.layer_norm(y, [37], None, None) + "
        "z\n",
        "    return torch.layer_norm(x + 1., [37], None, None)\n",
        "    return torch.layer_norm(torch.add(x, x, alpha=2), [37], None, None)\n"})
    EXPECT_EQ(passed_body(body).sites, 0) << body;
}

}  // namespace
}  // namespace athena
