// SPDX-License-Identifier: Apache-2.0
// Passes around convolutions: max pooling, channels last.
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "tests/core/passes/passed.h"

namespace athena {
namespace {

constexpr double kRelative = 1e-5, kAbsolute = 1e-5;  // another order of addition

std::vector<std::pair<std::string, at::Tensor>> tensors() {
  return {{"w", seeded({6, 2, 3, 3}, 1)}, {"b", seeded({6}, 2)}, {"u", seeded({4, 6, 3, 3}, 3)}};
}

Passed passed_body(const std::string& pass, const std::string& body) {
  return passed(scripted(tensors(), "def forward(self, x: Tensor):\n" + body), pass);
}

at::Tensor input() { return seeded({3, 2, 9, 11}, 5); }

TEST(MaxPoolPass, TakesTheReluOnEitherSide) {
  for (const auto& [code, relus] : std::vector<std::pair<std::string, int>>{
           {"torch.max_pool2d(torch.relu(x), 2)", 1},
           {"torch.relu(torch.max_pool2d(x, [3, 2], [2, 2], [1, 1], [1, 1], True))", 1},
           {"torch.max_pool2d(x, 3, 1, 1)", 0},
           {"torch.max_pool2d(torch.conv2d(x, self.w, self.b).relu_(), 2)", 1}}) {
    const Passed result = passed_body("max_pool", "    return " + code + "\n");
    EXPECT_EQ(result.sites, 1) << code;
    EXPECT_EQ(count_of(result.after, "aten::max_pool2d"), 0) << code;
    EXPECT_EQ(count_of(result.after, "aten::relu") + count_of(result.after, "aten::relu_"), 0) << code;
    at::Tensor x = input();
    x[0][1][2][3] = NAN;
    for (const at::Tensor& each : {x, x.contiguous(at::MemoryFormat::ChannelsLast), x.to(at::kDouble)}) {
      if (code.find("conv2d") != std::string::npos && each.scalar_type() == at::kDouble) continue;
      // Convolutions in two layouts may add in two orders, but both of these have the same.
      EXPECT_TRUE(at::allclose(run(result.after, each), run(result.before, each), 0, 0, /*equal_nan=*/true))
          << code;
    }
  }
}

TEST(MaxPoolPass, LeavesAReluThatOthersSee) {
  const Passed seen =
      passed_body("max_pool", "    y = torch.relu(x)\n    return torch.max_pool2d(y, 2).sum() + y\n");
  EXPECT_EQ(count_of(seen.after, "aten::relu"), 1);
  EXPECT_TRUE(at::equal(run(seen.after, input()), run(seen.before, input())));
  const Passed argument = passed_body("max_pool", "    return torch.max_pool2d(x.relu_(), 2)\n");
  EXPECT_EQ(count_of(argument.after, "aten::relu_"), 1);  // the caller sees what becomes of x
}

TEST(ChannelsLast, ReachesTheWholeSampleAndEndsInItsLinearLayers) {
  auto original = torch::jit::load(sample("digits_cnn.pt"));
  original.eval();
  const Passed result = passed(original, "channels_last");
  EXPECT_EQ(result.sites, 3);
  EXPECT_EQ(count_of(result.after, "aten::contiguous"), 0);
  for (const char* layer : {"conv1", "conv3"}) {
    const at::Tensor weight = result.after.attr(layer).toModule().attr("weight").toTensor();
    EXPECT_EQ(weight.stride(1), 1) << layer;
    EXPECT_TRUE(at::equal(weight, original.attr(layer).toModule().attr("weight").toTensor()));
  }
  const at::Tensor x = at::rand({5, 1, 28, 28}, at::make_generator<at::CPUGeneratorImpl>(3));
  EXPECT_TRUE(at::allclose(run(result.after, x), run(original, x), kRelative, kAbsolute));
}

TEST(ChannelsLast, GivesOthersTheLayoutTheyHad) {
  const Passed viewed = passed_body("channels_last",
                                    "    y = torch.relu(torch.conv2d(x, self.w, self.b))\n"
                                    "    return y.view([y.size(0), -1]) + y.flatten(1)\n");
  EXPECT_EQ(viewed.sites, 1);
  EXPECT_EQ(count_of(viewed.after, "aten::contiguous"), 2);  // for the view, and for the caller
  EXPECT_TRUE(at::allclose(run(viewed.after, input()), run(viewed.before, input()), kRelative, kAbsolute));

  const Passed returned = passed_body("channels_last",
                                      "    if x.sum() > 0.:\n        x = torch.conv2d(x, self.w, self.b)\n"
                                      "    else:\n        x = torch.conv2d(x, self.w, None)\n"
                                      "    y = torch.cat([x, torch.tanh(x)], 1)\n"
                                      "    return y\n");
  EXPECT_EQ(returned.sites, 2);
  for (const double sign : {1.0, -1.0}) {
    const at::Tensor x = input() * sign, y = run(returned.after, x);
    EXPECT_TRUE(y.is_contiguous());
    EXPECT_TRUE(at::allclose(y, run(returned.before, x), kRelative, kAbsolute));
  }
}

TEST(ChannelsLast, LeavesWhatIsWrittenToAndWeightsThatOthersRead) {
  EXPECT_EQ(passed_body("channels_last",
                        "    y = torch.conv2d(x, self.w, self.b)\n    y.mul_(2.)\n    return y.view([-1])\n")
                .sites,
            0);
  EXPECT_EQ(passed_body("channels_last", "    return torch.conv2d(x, self.w, self.b) * self.w.sum()\n").sites,
            0);
  EXPECT_EQ(passed_body("channels_last",
                        "    y = torch.conv2d(torch.conv2d(x, self.w, self.b), self.u)\n    return y\n")
                .sites,
            2);
}

}  // namespace
}  // namespace athena
