// SPDX-License-Identifier: Apache-2.0
// Convolutions that must not run between codes, and what is said of them.
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <limits>

#include "tests/core/calibrate/coded.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

torch::jit::Module body(const std::string& lines, double scale = 1) {
  return scripted(
      {{"w", scale * seeded({4, 3, 3, 3}, 1)}, {"b", seeded({4}, 2)}, {"one", seeded({4, 1, 1}, 3)}},
      "def forward(self, x: Tensor):\n" + lines);
}

at::Tensor samples() { return seeded({4, 3, 8, 8}, 20); }

/// The one site's reason; the model must compute what it did.
std::string left(const torch::jit::Module& module, const at::Tensor& x) {
  const Coded made = coded(module, x);
  EXPECT_EQ(made.sites.size(), 1u);
  EXPECT_EQ(count_of(made.module, "athena::conv"), 1);
  EXPECT_EQ(count_of(made.module, "athena::conv_static"), 0);
  const at::Tensor got = run(made.module, x), wanted = run(made.packed, x);
  EXPECT_TRUE(at::allclose(got, wanted, 0, 0, /*equal_nan=*/true));
  return made.sites.empty() ? "" : made.sites[0].left;
}

const char* const kConv = "torch.conv2d(x, self.w, self.b, 1, 1)";

TEST(LeftAlone, WhatNoSampleReached) {
  EXPECT_EQ(left(body("    y = x\n    if bool(x.sum() > 1e9):\n        y = " + std::string(kConv) +
                      "\n    return y\n"),
                 samples()),
            "no calibration sample reached it");
}

TEST(LeftAlone, WhatMeetsNaNOrInfinity) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    at::Tensor x = samples();
    x[3][1][2][2] = bad;
    EXPECT_EQ(left(body("    return torch.relu(" + std::string(kConv) + ")\n"), x),
              "calibration met NaN or infinite values");
  }
}

TEST(LeftAlone, WhatHasNoBatchDimension) {
  EXPECT_EQ(left(body("    y = torch.conv2d(x[0], self.w, self.b, 1, 1)\n    return y\n"), samples()),
            "its input has no batch dimension");
}

TEST(LeftAlone, WhatIsNotFp32) {
  EXPECT_EQ(left(body("    return " + std::string(kConv) + "\n"), samples().to(at::kDouble)),
            "its activations are not fp32");
}

TEST(LeftAlone, WhatIsTooSmallForCodes) {
  EXPECT_EQ(
      left(body("    return torch.hardtanh(" + std::string(kConv) + ", 0., 5e-36)\n", 100), samples() * 1e3),
      "its results are too small for codes");
}

TEST(LeftAlone, AdditionsThatAreNotTwoOfAKind) {
  for (const std::string other :
       {"self.one", "2.5", "torch.abs(x).sum() * 0.01", "torch.cat([x, x[:, :1]], 1).double()"}) {
    const torch::jit::Module module =
        body("    return torch.relu(" + std::string(kConv) + " + " + other + ")\n");
    const Coded made = coded(module, samples());
    EXPECT_EQ(made.sites[0].left, "");
    EXPECT_EQ(count_of(made.module, "athena::conv_static"), 1) << other;
    EXPECT_EQ(count_of(made.module, "aten::add"), 1) << other;
    const at::Tensor got = run(made.module, samples()), wanted = run(module, samples());
    EXPECT_EQ(got.scalar_type(), wanted.scalar_type()) << other;
    EXPECT_LT(relative_error(got, wanted), 0.05) << other;
  }
  // That of a multiple, and one that writes to the other tensor.
  for (const char* lines :
       {"    return torch.add(torch.conv2d(x, self.w, self.b, 1, 1), torch.cat([x, x[:, :1]], 1), alpha=2)\n",
        "    y = torch.cat([x, x[:, :1]], 1)\n    z = y.add_(torch.conv2d(x, self.w, self.b, 1, 1))\n"
        "    return y + z\n"}) {
    const torch::jit::Module module = body(lines);
    const Coded made = coded(module, samples());
    EXPECT_EQ(count_of(made.module, "athena::conv_static"), 1);
    EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), 0.05) << lines;
  }
}

TEST(LeftAlone, AResultThatOthersSeeKeepsItsOwnCodes) {
  const torch::jit::Module module =
      body("    y = " + std::string(kConv) + "\n    return torch.relu(y) - y\n");
  Coded made = coded(module, samples());
  EXPECT_LT(made.seen.values[made.numbers()[0].end].range.low, 0);
  EXPECT_EQ(count_of(made.module, "aten::relu"), 1);
  EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), 0.05);
}

TEST(LeftAlone, ValuesThatAreAllZeroHaveTheScaleOne) {
  const Coded made =
      coded(body("    return torch.relu(" + std::string(kConv) + ")\n"), at::zeros({2, 3, 8, 8}));
  EXPECT_EQ(made.sites[0].left, "");
  EXPECT_EQ(made.range(1).scale, 1);
  EXPECT_TRUE(at::isfinite(run(made.module, samples())).all().item<bool>());
}

TEST(Observing, WantsSamplesAndAMethod) {
  const torch::jit::Module packed = packed_static(body("    return " + std::string(kConv) + "\n"));
  CalibrateOptions options;
  options.split = "test";
  const auto none = observe_values(packed, TableData(samples().slice(0, 0, 0), {}), options, {});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().message, HasSubstr("no samples to calibrate with"));
  options.method = "backward";
  EXPECT_FALSE(observe_values(packed, TableData(samples(), {}), options, {}));
}

TEST(Observing, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const torch::jit::Module packed = packed_static(body("    return " + std::string(kConv) + "\n"));
  CalibrateOptions options;
  options.split = "test";
  const auto seen =
      observe_values(packed, TableData(samples(), {}), options, JobContext(stop.get_token(), nullptr, {}));
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace athena
