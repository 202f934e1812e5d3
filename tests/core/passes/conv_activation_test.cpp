// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/graph/layers.h"
#include "core/graph/replace_sites.h"
#include "core/quantize/pack_layer.h"
#include "tests/core/passes/passed.h"

namespace athena {
namespace {

/// y = conv2d(x) in the scheme, then `result`.
torch::jit::Module packed_model(const std::string& result, const std::string& scheme,
                                const std::string& padding = "[1, 1]") {
  const auto settled =
      settle(scripted({{"w", seeded({20, 3, 3, 3}, 1)}, {"b", seeded({20}, 2)}},
                      "def forward(self, x: Tensor):\n    y = torch.conv2d(x, self.w, self.b, [1, 1], " +
                          padding + ")\n    return " + result + "\n"))
          .value();
  std::map<std::string, SiteRewrite> rewrites;
  for (const StoredLayer& layer : find_layers(settled))
    rewrites[layer.info.path] = pack_layer(layer, scheme, {}).value().rewrite;
  return replace_sites(settled, rewrites).value();
}

at::Tensor input() { return seeded({2, 3, 9, 10}, 5) * 2; }

struct Case {
  const char *name, *code;
  double tolerance;  // of the kernels' functions, core/kernels/activation.h
};

class ConvActivation : public testing::TestWithParam<Case> {};

TEST_P(ConvActivation, IsOneOpForEveryScheme) {
  for (const char* scheme : {"int8-dynamic", "int8-weight", "fp16"}) {
    const Passed result = passed(packed_model(GetParam().code, scheme), "conv_activation");
    EXPECT_EQ(result.sites, 1);
    EXPECT_EQ(count_of(result.after, "athena::conv"), 0);
    at::Tensor x = input();
    for (const at::Tensor& each : {x, x[0], x.to(at::kDouble), x.slice(0, 0, 0)})
      EXPECT_TRUE(at::allclose(run(result.after, each), run(result.before, each), 1e-5, GetParam().tolerance))
          << scheme;
    x[1][2][3][4] = NAN;
    EXPECT_TRUE(at::allclose(run(result.after, x), run(result.before, x), 1e-5, GetParam().tolerance, true))
        << scheme;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Passes, ConvActivation,
    testing::Values(Case{"relu", "torch.relu(y)", 0}, Case{"relu_in_place", "y.relu_()", 0},
                    Case{"relu6", "torch.relu6(y)", 0}, Case{"hardtanh", "torch.hardtanh_(y, 0., 6.)", 0},
                    Case{"clamp", "torch.clamp(y, 0, 6)", 0}, Case{"gelu", "torch.gelu(y)", 1e-5},
                    Case{"silu", "torch.silu(y)", 1e-5}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(ConvActivationPass, LeavesWhatIsSeenByOthersOrIsNone) {
  for (const char* code : {"y + torch.relu(y)", "torch.clamp(y, 0, 5)", "torch.hardtanh(y)", "torch.tanh(y)"})
    EXPECT_EQ(passed(packed_model(code, "int8-dynamic"), "conv_activation").sites, 0) << code;
  EXPECT_EQ(passed(packed_model("torch.relu(y)", "int8-dynamic", "\"same\""), "conv_activation").sites, 0);
}

}  // namespace
}  // namespace athena
