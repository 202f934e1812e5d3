// SPDX-License-Identifier: Apache-2.0
#include "core/graph/settle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/blocks.h"
#include "core/graph/layers.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

using testing::ElementsAre;
using testing::Not;
using testing::UnorderedElementsAre;

torch::jit::Module settled(const torch::jit::Module& module) {
  const auto found = settle(module);
  if (!found) throw std::runtime_error(found.error().message);
  return *found;
}

std::vector<std::string> linear_layers(const torch::jit::Module& module) {
  std::vector<std::string> paths;
  for (const StoredLayer& layer : find_layers(module))
    if (layer.info.kind == "Linear" && layer.info.compressible) paths.push_back(layer.info.path);
  return paths;
}

std::set<std::string> ops(const torch::jit::Module& module) {
  std::set<std::string> found;
  for_each_node(module.get_method("forward").graph()->block(),
                [&](torch::jit::Node* node) { found.insert(node->kind().toQualString()); });
  return found;
}

void expect_close(const torch::jit::Module& a, const torch::jit::Module& b, const at::Tensor& x) {
  EXPECT_TRUE(at::allclose(run(a, x), run(b, x), 1e-5, 1e-5));
}

struct Spelling {
  const char* name;
  std::vector<std::int64_t> weight;
  const char* expression;
  std::vector<std::string> layers = {"w"};
};

void PrintTo(const Spelling& spelling, std::ostream* out) { *out << spelling.expression; }

class Spellings : public testing::TestWithParam<Spelling> {};

/// Stored as it is and, frozen, as a constant: a layer either way, with [N, K] as its shape.
TEST_P(Spellings, AreLinearLayers) {
  auto module = scripted({{"w", seeded(GetParam().weight, 1)}, {"b", seeded({6}, 2)}},
                         std::string("def forward(self, x):\n  return ") + GetParam().expression + "\n");
  const auto x = seeded({3, 4}, 3);
  const auto once = settled(module);
  EXPECT_EQ(linear_layers(once), GetParam().layers);
  EXPECT_THAT(ops(once),
              Not(testing::AnyOf(testing::Contains("aten::addmm"), testing::Contains("aten::matmul"),
                                 testing::Contains("aten::mm"), testing::Contains("aten::einsum"))));
  expect_close(once, module, x);
  EXPECT_THAT(find_layers(once)[0].info.weight_shape, ElementsAre(6, 4));

  module.eval();
  const auto frozen = settled(torch::jit::freeze(module));
  EXPECT_EQ(linear_layers(frozen).size(), 1u);
  expect_close(frozen, module, x);
}

INSTANTIATE_TEST_SUITE_P(
    Of, Spellings,
    testing::Values(Spelling{"addmm", {4, 6}, "torch.addmm(self.b, x, self.w)"},
                    Spelling{"addmm_transposed", {6, 4}, "torch.addmm(self.b, x, self.w.t())"},
                    Spelling{"addmm_computed", {4, 6}, "torch.addmm(x[:, :1], x, self.w)"},
                    Spelling{"mm", {4, 6}, "torch.mm(x, self.w)"},
                    Spelling{"matmul_add", {6, 4}, "torch.matmul(x, self.w.transpose(0, 1)) + self.b"},
                    Spelling{"add_matmul", {4, 6}, "self.b + torch.matmul(x, self.w)"},
                    Spelling{"einsum", {6, 4}, "torch.einsum('bk,nk->bn', [x, self.w])"},
                    Spelling{"einsum_turned", {4, 6}, "torch.einsum('kn, bk -> nb', [self.w, x])"},
                    Spelling{"einsum_heads", {2, 3, 4}, "torch.einsum('bk,hdk->hbd', [x, self.w])"}),
    [](const auto& info) { return info.param.name; });

TEST(Settle, TakesTheMatricesOfAStackApart) {
  auto module = scripted({{"w", seeded({3, 4, 6}, 1)}},
                         "def forward(self, x):\n  return torch.bmm(x.expand(3, -1, -1), self.w)\n");
  const auto x = seeded({5, 4}, 3);
  const auto once = settled(module);
  EXPECT_THAT(linear_layers(once), ElementsAre("w_matrix_0", "w_matrix_1", "w_matrix_2"));
  EXPECT_THAT(ops(once), Not(testing::Contains("aten::bmm")));
  EXPECT_THAT(find_layers(once)[0].info.weight_shape, ElementsAre(6, 4));
  expect_close(once, module, x);
  module.eval();
  const auto frozen = settled(torch::jit::freeze(module));
  EXPECT_EQ(linear_layers(frozen).size(), 3u);
  expect_close(frozen, module, x);
}

TEST(Settle, JoinsAStoredBiasToItsProduct) {
  const auto module = scripted({{"w", seeded({4, 6}, 1)}, {"b", seeded({6}, 2)}},
                               "def forward(self, x):\n  return torch.matmul(x, self.w) + self.b\n");
  const auto layers = find_layers(settled(module));
  ASSERT_EQ(layers.size(), 1u);
  EXPECT_EQ(layers[0].bias_path, "b");
}

TEST(Settle, GivesTheSlicesOfAPackedWeightNames) {
  const auto module = scripted({{"qkv_weight", seeded({12, 4}, 1)}, {"qkv_bias", seeded({12}, 2)}}, R"(
def forward(self, x):
  q, k, v = self.qkv_weight.chunk(3)
  b = self.qkv_bias
  return torch.linear(x, q, b[:4]) * torch.linear(x, k, b[4:8]) + torch.linear(x, v, b[8:])
)");
  const auto once = settled(module);
  EXPECT_THAT(linear_layers(once), ElementsAre("qkv_rows_0_4", "qkv_rows_4_8", "qkv_rows_8_12"));
  EXPECT_FALSE(once.hasattr("qkv_weight"));
  EXPECT_TRUE(once.attr("qkv_rows_4_8_weight").toTensor().is_alias_of(module.attr("qkv_weight").toTensor()));
  expect_close(once, module, seeded({3, 4}, 3));
}

TEST(Settle, TakesLoopsOverSlicesTurnByTurn) {
  const auto module = scripted({{"weights", seeded({12, 4}, 1)}}, R"(
def forward(self, x):
  y = torch.zeros(3, 4)
  for w in self.weights.chunk(3):
    y = y + torch.linear(x, w)
  return y
)");
  const auto once = settled(module);
  EXPECT_EQ(linear_layers(once).size(), 3u);
  EXPECT_EQ(control_flow(*once.get_method("forward").graph()).loops, 0);
  expect_close(once, module, seeded({3, 4}, 3));
}

TEST(Settle, CutsAWeightThatIsUsedWholeAndInParts) {
  const auto module =
      scripted({{"in_proj_weight", seeded({12, 4}, 1)}, {"in_proj_bias", seeded({12}, 2)}}, R"(
def forward(self, x):
  w, b = self.in_proj_weight, self.in_proj_bias
  if bool(x.sum() > 0):
    return torch.linear(x, w, b)
  return torch.cat([torch.linear(x, w[:4], b[:4]), torch.linear(x * 2, w[4:], b[4:])], 1)
)");
  const auto once = settled(module);
  EXPECT_THAT(linear_layers(once), UnorderedElementsAre("in_proj_rows_0_4", "in_proj_rows_4_12"));
  for (const double sign : {1.0, -1.0}) expect_close(once, module, seeded({3, 4}, 3).abs() * sign);
}

TEST(Settle, NamesTheItemsOfAStoredList) {
  torch::jit::Module module = scripted({{"weight_ih_l0", seeded({12, 4}, 1)},
                                        {"weight_hh_l0", seeded({12, 3}, 2)},
                                        {"bias_ih_l0", seeded({12}, 3)},
                                        {"bias_hh_l0", seeded({12}, 4)}},
                                       "");
  c10::List<at::Tensor> all;
  for (const char* name : {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"})
    all.push_back(module.attr(name).toTensor());
  module.register_attribute("_flat_weights", c10::ListType::ofTensors(), all);
  module.define(R"(
def forward(self, x):
  h = torch.zeros(1, x.size(1), 3)
  return torch.lstm(x, [h, h], self._flat_weights, True, 1, 0.0, False, False, False)[0]
)");
  const auto once = settled(module);
  EXPECT_FALSE(once.hasattr("_flat_weights"));
  const auto layers = find_layers(once);
  ASSERT_EQ(layers.size(), 1u);
  EXPECT_EQ(layers[0].info.kind, "LSTM");
  EXPECT_EQ(layers[0].weight_path, "weight_ih_l0");
  EXPECT_EQ(layers[0].info.parameters, 12 * 4 + 12 * 3 + 12 + 12);
  expect_close(once, module, seeded({5, 2, 4}, 5));
}

TEST(Settle, TellsThatEqualViewsAreTheSame) {
  const auto module = scripted({{"w", seeded({4, 4}, 1)}}, R"(
def forward(self, x):
  q, k = x, x
  if x.dim() == 2:
    q, k = x.unsqueeze(1), x.unsqueeze(1)
  if q is k:
    return torch.linear(q, self.w)
  return torch.linear(q, self.w * 2)
)");
  EXPECT_EQ(control_flow(*settled(module).get_method("forward").graph()).ifs, 1);
}

}  // namespace
}  // namespace athena
