// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "core/graph/layers.h"
#include "tests/core/passes/passed.h"

namespace athena {
namespace {

/// The folded weights are rounded once, so sums differ as if they had been added in another order.
constexpr double kRelative = 1e-5, kAbsolute = 1e-5;

void expect_close(const at::Tensor& a, const at::Tensor& b) {
  EXPECT_TRUE(at::allclose(a, b, kRelative, kAbsolute)) << (a - b).abs().max().item<float>();
}

std::vector<std::pair<std::string, at::Tensor>> tensors() {
  return {{"w", seeded({6, 2, 3, 3}, 1)}, {"b", seeded({6}, 2)},     {"mean", seeded({6}, 3)},
          {"var", seeded({6}, 4).abs()},  {"gamma", seeded({6}, 5)}, {"beta", seeded({6}, 6)}};
}

TEST(FoldBatchNorm, LeavesTheSampleWithoutIt) {
  auto original = torch::jit::load(sample("digits_cnn.pt"));
  original.eval();
  const Passed result = passed(original, "fold_batchnorm");
  EXPECT_EQ(result.sites, 3);
  EXPECT_EQ(count_of(result.after, "aten::batch_norm"), 0);
  EXPECT_TRUE(result.after.attr("conv1").toModule().attr("bias").isTensor());
  EXPECT_FALSE(result.after.attr("bn1").toModule().hasattr("running_mean"));
  EXPECT_TRUE(result.before.attr("bn1").toModule().hasattr("running_mean"));
  const at::Tensor x = at::rand({5, 1, 28, 28}, at::make_generator<at::CPUGeneratorImpl>(3));
  expect_close(run(result.after, x), run(original, x));
}

TEST(FoldBatchNorm, TakesEveryUseOfAConvolutionOrNone) {
  const std::string conv = "torch.conv2d(x, self.w, self.b)";
  const std::string norm =
      "torch.batch_norm(y, self.gamma, self.beta, self.mean, self.var, False, 0.1, 1e-3, False)";
  const std::string folded = "def forward(self, x: Tensor):\n    y = " + conv + "\n    return " + norm + "\n";
  const std::string plain = "def plain(self, x: Tensor):\n    return " + conv + "\n";
  const at::Tensor x = seeded({2, 2, 7, 7}, 9);

  const Passed both = passed(scripted(tensors(), folded), "fold_batchnorm");
  EXPECT_EQ(both.sites, 1);
  expect_close(run(both.after, x), run(both.before, x));

  const Passed shared = passed(scripted(tensors(), folded + plain), "fold_batchnorm");
  EXPECT_EQ(shared.sites, 0);
  EXPECT_TRUE(at::equal(run(shared.after, x, "plain"), run(shared.before, x, "plain")));

  const Passed also_returned = passed(scripted(tensors(), "def forward(self, x: Tensor):\n    y = " + conv +
                                                              "\n    return " + norm + " + y.mean()\n"),
                                      "fold_batchnorm");
  EXPECT_EQ(also_returned.sites, 0);
}

TEST(FoldBatchNorm, WorksWithoutBiasGammaAndBetaAndInGroups) {
  const Passed result = passed(scripted(tensors(), R"(
def forward(self, x: Tensor):
    y = torch.conv2d(x, self.w, None, [1, 1], [0, 0], [1, 1], 3)
    return torch.batch_norm(y, None, None, self.mean, self.var, False, 0.1, 1e-5, False)
)"),
                               "fold_batchnorm");
  EXPECT_EQ(result.sites, 1);
  const at::Tensor x = seeded({2, 6, 7, 7}, 9);
  expect_close(run(result.after, x), run(result.before, x));
}

TEST(FoldBatchNorm, LeavesStatisticsOfTheBatchAndWhatIsWritten) {
  const std::string conv = "def forward(self, x: Tensor):\n    y = torch.conv2d(x, self.w, self.b)\n";
  const auto with = [&](const std::string& rest) {
    return passed(scripted(tensors(), conv + rest + "\n"), "fold_batchnorm").sites;
  };
  EXPECT_EQ(with("    return torch.batch_norm(y, None, None, self.mean, self.var, True, 0.1, 1e-5, False)"),
            0);
  EXPECT_EQ(with("    return torch.batch_norm(y, None, None, None, None, True, 0.1, 1e-5, False)"), 0);
  EXPECT_EQ(with("    self.mean.add_(1.)\n"
                 "    return torch.batch_norm(y, None, None, self.mean, self.var, False, 0.1, 1e-5, False)"),
            0);
  EXPECT_EQ(with("    self.var = self.var + 1.\n"
                 "    return torch.batch_norm(y, None, None, self.mean, self.var, False, 0.1, 1e-5, False)"),
            0);
}

}  // namespace
}  // namespace athena
