// SPDX-License-Identifier: Apache-2.0
// Passes over packed Linear layers.
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/graph/replace_sites.h"
#include "core/runtime/packed_linear.h"
#include "tests/core/passes/passed.h"

namespace athena {
namespace {

c10::intrusive_ptr<PackedLinear> packed_linear(std::int64_t n, std::int64_t k, std::uint64_t seed,
                                               Scheme scheme = Scheme::Int8Dynamic) {
  LinearData data{.scheme = scheme, .n = n, .k = k};
  data.values = (seeded({n, k}, seed) * 40).clamp(-127, 127).round();
  data.values = scheme == Scheme::Fp16 ? (data.values / 100).to(at::kHalf) : data.values.to(at::kChar);
  if (scheme != Scheme::Fp16) data.scales = (seeded({n}, seed + 100).abs() + 0.1) / 100;
  data.bias = seeded({n}, seed + 200);
  return PackedLinear::create(data).value();
}

/// A module with packed layers w0, w1, ... in place of those that `source` writes as torch.linear.
torch::jit::Module with_packed(const std::vector<c10::intrusive_ptr<PackedLinear>>& layers,
                               const std::string& source) {
  std::vector<std::pair<std::string, at::Tensor>> weights;
  std::map<std::string, SiteRewrite> rewrites;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name = "w" + std::to_string(i), packed = name + "_packed";
    weights.emplace_back(name, at::zeros({layers[i]->out_features(), layers[i]->in_features()}));
    const c10::IValue value(layers[i]);
    rewrites[name].add = {{packed, value}};
    rewrites[name].build = [packed, type = value.type()](torch::jit::Graph& graph, const LayerSite& site,
                                                         torch::jit::Value* owner) {
      torch::jit::Value* weight = read_new_attribute(graph, owner, packed, type);
      return graph.insert(c10::Symbol::fromQualString("athena::linear"), {site.node->input(0), weight});
    };
  }
  return replace_sites(settle(scripted(weights, source)).value(), rewrites).value();
}

struct ActivationCase {
  const char *name, *code;
  double tolerance;  // of the kernels' functions, core/kernels/activation.h
};

class LinearActivation : public testing::TestWithParam<ActivationCase> {};

TEST_P(LinearActivation, IsOneOpForEveryScheme) {
  for (const Scheme scheme : {Scheme::Int8Dynamic, Scheme::Fp16}) {
    const auto model = with_packed({packed_linear(33, 20, 1, scheme)},
                                   std::string("def forward(self, x: Tensor):\n"
                                               "    y = torch.linear(x, self.w0)\n    return ") +
                                       GetParam().code + "\n");
    const Passed result = passed(model, "linear_activation");
    EXPECT_EQ(result.sites, 1);
    EXPECT_EQ(count_of(result.after, "athena::linear"), 0);
    const at::Tensor x = seeded({3, 5, 20}, 7);
    EXPECT_TRUE(at::allclose(run(result.after, x), run(result.before, x), 1e-5, GetParam().tolerance));
    EXPECT_TRUE(at::equal(run(result.after, at::zeros({0, 20})), at::zeros({0, 33})));
  }
}

INSTANTIATE_TEST_SUITE_P(Passes, LinearActivation,
                         testing::Values(ActivationCase{"relu", "torch.relu(y)", 0},
                                         ActivationCase{"relu_in_place", "y.relu_()", 0},
                                         ActivationCase{"relu6", "torch.relu6(y)", 0},
                                         ActivationCase{"hardtanh", "torch.hardtanh_(y, 0., 6.)", 0},
                                         ActivationCase{"clamp", "torch.clamp(y, 0, 6)", 0},
                                         ActivationCase{"gelu", "torch.gelu(y)", 1e-5},
                                         ActivationCase{"gelu_tanh", "torch.gelu(y, approximate=\"tanh\")",
                                                        1e-5},
                                         ActivationCase{"silu", "torch.silu(y)", 1e-5}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(LinearActivationPass, LeavesAProductThatOthersSee) {
  const auto model = with_packed({packed_linear(8, 8, 1)}, R"(
def forward(self, x: Tensor):
    y = torch.linear(x, self.w0)
    z = torch.linear(x, self.w0)
    for i in range(2):
        z = z + torch.relu(z)
    return y + torch.relu(y) + z
)");
  EXPECT_EQ(passed(model, "linear_activation").sites, 0);
}

TEST(SharedInputs, GiveTheSameBitsAndKeepTheirWeights) {
  const auto model = with_packed({packed_linear(24, 20, 1), packed_linear(24, 20, 2), packed_linear(7, 20, 3),
                                  packed_linear(5, 20, 4, Scheme::Fp16)},
                                 R"(
def forward(self, x: Tensor):
    h = x * 2.
    a = torch.linear(h, self.w0)
    b = torch.linear(h, self.w1)
    d = torch.linear(h, self.w3)
    c = torch.linear(h, self.w2)
    return torch.cat([a, b, c, d], -1)
)");
  const Passed result = passed(model, "shared_inputs");
  EXPECT_EQ(result.sites, 1);
  EXPECT_EQ(count_of(result.after, "athena::linear"), 1);  // fp16 quantizes nothing
  for (const auto& shape : {std::vector<std::int64_t>{6, 20}, {2, 3, 20}, {0, 20}}) {
    const at::Tensor x = seeded(shape, 7);
    EXPECT_TRUE(at::equal(run(result.after, x), run(result.before, x)));
  }
  const at::Tensor twisted = seeded({20, 6}, 8).t(), half = seeded({6, 20}, 9).to(at::kDouble);
  EXPECT_TRUE(at::equal(run(result.after, twisted), run(result.before, twisted)));
  EXPECT_TRUE(at::equal(run(result.after, half), run(result.before, half)));
  const auto weights = result.after.attr("w2_packed").toCustomClass<PackedLinear>();
  weights->reset_coverage();
  run(result.after, twisted);
  EXPECT_EQ(weights->calls(), 1);
  EXPECT_NE(weights->kernel(), "");
}

TEST(SharedInputs, AreNotSharedAcrossAWrite) {
  const auto model = with_packed({packed_linear(24, 20, 1), packed_linear(24, 20, 2)}, R"(
def forward(self, x: Tensor):
    h = x * 2.
    a = torch.linear(h, self.w0)
    h.add_(1.)
    return a + torch.linear(h, self.w1)
)");
  EXPECT_EQ(passed(model, "shared_inputs").sites, 0);
}

TEST(PackedPasses, SurviveSavingAndLoading) {
  const auto model =
      with_packed({packed_linear(20, 20, 1), packed_linear(20, 20, 2), packed_linear(20, 20, 3)},
                  R"(
def forward(self, x: Tensor):
    h = torch.relu(torch.linear(x, self.w2)) + 0.
    return torch.linear(h, self.w0) + torch.linear(h, self.w1)
)");
  const auto flat = settle(model);
  ASSERT_TRUE(flat);
  const auto result = run_passes(*flat, PassStage::Packed, {});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(count_of(result->module, "athena::linears"), 1);
  EXPECT_EQ(count_of(result->module, "athena::linear_activation"), 1);
  std::stringstream stream;
  result->module.save(stream);
  const torch::jit::Module loaded = torch::jit::load(stream);
  const at::Tensor x = seeded({4, 20}, 5);
  EXPECT_TRUE(at::equal(run(loaded, x), run(*flat, x)));
}

}  // namespace
}  // namespace athena
