// SPDX-License-Identifier: Apache-2.0
#include "core/measure/measure_coverage.h"

#include <gmock/gmock.h>

#include "core/graph/flatten.h"
#include "core/measure/site_counts.h"
#include "core/runtime/packed_linear.h"
#include "table_data.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Parameters = std::vector<std::pair<std::string, at::Tensor>>;

/// Multiply-adds by site of two samples of `x`, in the order of the graph.
std::vector<std::int64_t> counted(const Parameters& parameters, const std::string& body, at::IntArrayRef x) {
  const torch::jit::Module module = scripted(parameters, "def forward(self, x):\n  " + body + "\n");
  std::vector<std::int64_t> sizes = x.vec();
  sizes.insert(sizes.begin(), 2);
  const ModelInputs inputs{std::make_shared<TableData>(at::ones(sizes), at::Tensor()), "test"};
  const auto counts = count_sites(module, inputs, 1, 10, {});
  EXPECT_TRUE(counts) << counts.error().message;
  std::vector<std::int64_t> all;
  if (!counts) return all;
  EXPECT_EQ(counts->samples, 2);
  for (const SiteCount& site : counts->sites) all.push_back(site.multiply_adds);
  return all;
}

TEST(MultiplyAdds, FollowFromTheShapes) {
  const at::Tensor w = at::ones({5, 3}), conv = at::ones({8, 2, 3, 3}), up = at::ones({4, 6, 2, 2});
  EXPECT_THAT(counted({{"w", w}}, "return torch.linear(x, self.w)", {7, 3}), ElementsAre(2 * 7 * 3 * 5));
  EXPECT_THAT(counted({{"w", w}}, "return torch.matmul(x, self.w.t())", {7, 3}), ElementsAre(2 * 7 * 3 * 5));
  EXPECT_THAT(counted({{"w", w}, {"b", at::ones({5})}}, "return torch.addmm(self.b, x, self.w.t())", {3}),
              ElementsAre(2 * 3 * 5));
  // Padded by 1, stride 2: 4 x 4 outputs of 8 channels, each of 2 x 3 x 3.
  EXPECT_THAT(
      counted({{"w", conv}}, "return torch.conv2d(x, self.w, None, [2, 2], [1, 1], [1, 1], 2)", {4, 8, 8}),
      ElementsAre(2 * 8 * 16 * 18));
  EXPECT_THAT(counted({{"w", up}}, "return torch.conv_transpose2d(x, self.w, None, [2, 2])", {4, 5, 5}),
              ElementsAre(2 * 4 * 25 * 6 * 4));
  EXPECT_THAT(counted({{"w", w}}, "return torch.einsum('bik,nk->bin', [x, self.w])", {7, 3}),
              ElementsAre(2 * 7 * 3 * 5));
  EXPECT_THAT(counted({{"w", w}}, "return torch.einsum('...k,nk->...n', [x, self.w])", {7, 3}),
              ElementsAre(2 * 7 * 3 * 5));
}

TEST(MultiplyAdds, OfActivationsAndOfRecurrentLayers) {
  // Scores [4, 4] of 3, and as many products with the values.
  EXPECT_THAT(counted({}, "return torch.scaled_dot_product_attention(x, x, x)", {4, 3}),
              ElementsAre(2 * (4 * 4 * 3 + 4 * 4 * 3)));
  EXPECT_THAT(counted({}, "return torch.bmm(x, x.transpose(1, 2))", {4, 3}), ElementsAre(2 * 4 * 4 * 3));
  const Parameters lstm{{"i", at::ones({4 * 5, 3})},
                        {"h", at::ones({4 * 5, 5})},
                        {"bi", at::ones({4 * 5})},
                        {"bh", at::ones({4 * 5})}};
  EXPECT_THAT(
      counted(lstm,
              "z = torch.zeros([1, x.size(0), 5])\n"
              "  y, a, b = torch.lstm(x, [z, z], [self.i, self.h, self.bi, self.bh], True, 1, 0.0, False, "
              "False, True)\n  return y",
              {6, 3}),
      ElementsAre(2 * 6 * (20 * 3 + 20 * 5)));
}

TEST(MultiplyAdds, AreCountedAsOftenAsALoopRuns) {
  EXPECT_THAT(counted({{"w", at::ones({3, 3})}},
                      "for i in range(4):\n    x = torch.linear(x, self.w)\n  return x", {3}),
              ElementsAre(2 * 4 * 9));
}

c10::intrusive_ptr<PackedLinear> packed(Scheme scheme) {
  LinearData data;
  data.scheme = scheme;
  data.n = data.k = 3;
  data.values = at::ones({3, 3}, at::kChar);
  data.scales = at::ones({3});
  return *PackedLinear::create(std::move(data));
}

/// "fc" packed, "head" left, the product of both results.
torch::jit::Module half_packed(Scheme scheme) {
  torch::jit::Module module("Half");
  module.register_parameter("head", at::ones({5, 3}), false);
  module.register_attribute("fc_packed", c10::getCustomClassType<c10::intrusive_ptr<PackedLinear>>(),
                            packed(scheme));
  // C++'s compiler of TorchScript knows no ops but LibTorch's own; so the graph is made by hand.
  auto graph = std::make_shared<torch::jit::Graph>();
  torch::jit::Value* self = graph->addInput("self")->setType(module.type());
  torch::jit::Value* x = graph->addInput("x");
  torch::jit::Value* weights = graph->insertGetAttr(self, "fc_packed");
  torch::jit::Value* y = graph->insert(c10::Symbol::fromQualString("athena::linear"), {x, weights});
  torch::jit::Value* z = graph->insert(c10::aten::linear, {y, graph->insertGetAttr(self, "head")});
  graph->registerOutput(graph->insert(c10::aten::matmul, {z, graph->insert(c10::aten::t, {z})}));
  const c10::QualifiedName name(*module.type()->name(), "forward");
  module.type()->addMethod(module._ivalue()->compilation_unit()->create_function(name, graph));
  return module;
}

std::vector<LayerReport> reports() {
  std::vector<LayerReport> layers(2);
  layers[0].path = "fc";
  layers[1].path = "head";
  layers[0].scheme = "int8-dynamic";
  layers[1].scheme = "fp32";
  return layers;
}

Result<Coverage> coverage_of(std::vector<LayerReport>& layers, Scheme scheme) {
  const ModelInputs inputs{std::make_shared<TableData>(at::ones({4, 3}), at::Tensor()), "test"};
  return measure_coverage(layers, half_packed(scheme), inputs, 4, {});
}

TEST(MeasureCoverage, TellsIntegersFromFloatsAndFromProductsOfActivations) {
  auto layers = reports();
  const auto coverage = coverage_of(layers, Scheme::Int8Dynamic);
  ASSERT_TRUE(coverage) << coverage.error().message;
  EXPECT_EQ(coverage->samples, 4);
  EXPECT_EQ(coverage->in_integers, 4 * 9);
  EXPECT_EQ(coverage->with_weights, 4 * 9 + 4 * 15);
  EXPECT_EQ(coverage->of_activations, 4 * 4 * 5);
  EXPECT_THAT(coverage->fall_backs, IsEmpty());
  EXPECT_EQ(layers[0].integer_multiply_adds, 4 * 9);
  ASSERT_EQ(layers[0].sites.size(), 1u);
  EXPECT_THAT(layers[0].sites[0].kernel, HasSubstr("s8"));
  EXPECT_EQ(layers[0].sites[0].calls, 1);
  EXPECT_EQ(layers[1].integer_multiply_adds, 0);
  EXPECT_EQ(layers[1].multiply_adds, 4 * 15);
  EXPECT_EQ(layers[1].sites[0].kernel, "aten::linear");
}

TEST(MeasureCoverage, CountsEveryLayerOfAnOpThatRunsSeveral) {
  torch::jit::Module module("Several");
  const auto type = c10::getCustomClassType<c10::intrusive_ptr<PackedLinear>>();
  module.register_attribute("q_packed", type, packed(Scheme::Int8Dynamic));
  module.register_attribute("k_packed", type, packed(Scheme::Int8Weight));
  auto graph = std::make_shared<torch::jit::Graph>();
  torch::jit::Value* self = graph->addInput("self")->setType(module.type());
  torch::jit::Value* x = graph->addInput("x");
  torch::jit::Value* q = graph->insertGetAttr(self, "q_packed");
  torch::jit::Value* k = graph->insertGetAttr(self, "k_packed");
  torch::jit::Value* list = graph->insertNode(graph->createList(type, {q, k}))->output();
  torch::jit::Value* both = graph->insert(c10::Symbol::fromQualString("athena::linears"), {x, list});
  graph->registerOutput(graph->insert(c10::aten::stack, {both}));
  const c10::QualifiedName name(*module.type()->name(), "forward");
  module.type()->addMethod(module._ivalue()->compilation_unit()->create_function(name, graph));
  auto layers = reports();
  layers[0].path = "q";
  layers[1].path = "k";
  layers[1].scheme = "int8-weight";
  const ModelInputs inputs{std::make_shared<TableData>(at::ones({4, 3}), at::Tensor()), "test"};
  const auto coverage = measure_coverage(layers, module, inputs, 4, {});
  ASSERT_TRUE(coverage) << coverage.error().message;
  EXPECT_EQ(layers[0].integer_multiply_adds, 4 * 9);
  EXPECT_EQ(layers[1].multiply_adds, 4 * 9);
  EXPECT_EQ(layers[1].integer_multiply_adds, 0);
  EXPECT_EQ(coverage->share(), 0.5);
}

TEST(MeasureCoverage, NamesWhatFellBackToFloats) {
  auto layers = reports();
  layers[1].scheme = "int8-dynamic";
  const auto coverage = coverage_of(layers, Scheme::Int8Weight);
  ASSERT_TRUE(coverage) << coverage.error().message;
  EXPECT_EQ(coverage->in_integers, 0);
  EXPECT_THAT(coverage->fall_backs,
              ElementsAre(HasSubstr("'fc' was to be int8-dynamic"),
                          HasSubstr("'head' was to be int8-dynamic, but aten::linear")));
}

}  // namespace
}  // namespace athena
