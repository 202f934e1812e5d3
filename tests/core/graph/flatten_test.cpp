// SPDX-License-Identifier: Apache-2.0
#include "core/graph/flatten.h"

#include <gtest/gtest.h>

#include <sstream>

#include "core/graph/blocks.h"
#include "core/graph/settle.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

int calls(const torch::jit::Module& module) {
  int found = 0;
  for (const auto& method : module.get_methods())
    for_each_node(method.graph()->block(),
                  [&](torch::jit::Node* node) { found += node->kind() == c10::prim::CallMethod; });
  return found;
}

torch::jit::Module reloaded(const torch::jit::Module& module) {
  std::stringstream stream;
  module.save(stream);
  return torch::jit::load(stream);
}

class Samples : public testing::TestWithParam<const char*> {};

TEST_P(Samples, KeepTheirOutputsBitForBit) {
  auto original = torch::jit::load(sample(GetParam()));
  original.eval();
  const auto flat = flatten(original);
  ASSERT_TRUE(flat) << flat.error().message;
  EXPECT_EQ(calls(*flat), 0);
  const auto x = at::rand({4, 1, 28, 28}, at::make_generator<at::CPUGeneratorImpl>(7));
  const auto saved = reloaded(*flat);
  for (int k = 0; k < 3; ++k) {
    const auto expected = run(original, x);
    EXPECT_TRUE(at::equal(run(*flat, x), expected)) << "run " << k;
    EXPECT_TRUE(at::equal(run(saved, x), expected)) << "run " << k << ", saved";
  }
}

TEST_P(Samples, SettleToTheSameWithinRounding) {
  auto original = torch::jit::load(sample(GetParam()));
  original.eval();
  const auto settled = settle(original);
  ASSERT_TRUE(settled) << settled.error().message;
  const auto x = at::rand({4, 1, 28, 28}, at::make_generator<at::CPUGeneratorImpl>(7));
  EXPECT_TRUE(at::allclose(run(*settled, x), run(original, x), 1e-4, 1e-4));
}

INSTANTIATE_TEST_SUITE_P(Athena, Samples,
                         testing::Values("digits_cnn.pt", "digits_transformer.pt", "digits_early_exit.pt"),
                         [](const auto& info) {
                           const std::string file = info.param;
                           return file.substr(0, file.find('.'));
                         });

TEST(Flatten, SharesTensorsButNotGraphs) {
  const auto module = scripted({{"w", seeded({3, 3}, 1)}}, "def forward(self, x):\n  return x @ self.w\n");
  const auto flat = flatten(module);
  ASSERT_TRUE(flat);
  EXPECT_TRUE(flat->attr("w").toTensor().is_same(module.attr("w").toTensor()));
  EXPECT_NE(flat->get_method("forward").graph(), module.get_method("forward").graph());
}

TEST(Flatten, KeepsEveryMethodAndItsDefaults) {
  const auto module = scripted({}, R"(
def forward(self, x, scale: float = 2.0):
  return self.double(x) * scale
def double(self, x):
  return x + x
)");
  const auto flat = flatten(module);
  ASSERT_TRUE(flat);
  EXPECT_EQ(calls(*flat), 0);
  const auto one = at::ones({1});
  EXPECT_EQ(run(*flat, one).item<float>(), 4);
  EXPECT_EQ(run(*flat, one, "double").item<float>(), 2);
  EXPECT_EQ(flat->get_method("forward").function().getSchema().arguments()[2].name(), "scale");
}

TEST(Flatten, AnInstanceAtTwoPlacesStaysOneUnderItsFirstPath) {
  auto child = scripted({{"w", seeded({2, 2}, 2)}}, "def forward(self, x):\n  return x @ self.w\n");
  torch::jit::Module root("Root");
  root.register_module("a", child);
  root.register_module("b", child);
  root.define("def forward(self, x):\n  return self.b.forward(self.a.forward(x))\n");
  const auto flat = flatten(root);
  ASSERT_TRUE(flat);
  EXPECT_EQ(flat->attr("a").toModule()._ivalue(), flat->attr("b").toModule()._ivalue());
  for_each_node(flat->get_method("forward").graph()->block(), [&](torch::jit::Node* node) {
    if (node->kind() == c10::prim::GetAttr && node->output()->type()->isSubtypeOf(*c10::TensorType::get())) {
      EXPECT_EQ(attribute_path(node->output()), "a.w");
    }
  });
  const auto x = seeded({1, 2}, 3);
  EXPECT_TRUE(at::equal(run(*flat, x), run(root, x)));
}

TEST(Flatten, TwoInstancesOfOneClassGetClassesOfTheirOwn) {
  const auto child = scripted({{"w", seeded({2, 2}, 2)}}, "def forward(self, x):\n  return x @ self.w\n");
  torch::jit::Module root("Root");
  root.register_module("a", child.deepcopy());
  root.register_module("b", child.deepcopy());
  root.define("def forward(self, x):\n  return self.b.forward(self.a.forward(x))\n");
  TreeEdits edits;
  edits.replace["b.w"] = at::zeros({2, 2});
  edits.add.push_back({"a", "note", c10::IValue("first")});
  const auto flat = flatten(root, edits);
  ASSERT_TRUE(flat);
  EXPECT_TRUE(flat->attr("a").toModule().hasattr("note"));
  EXPECT_FALSE(flat->attr("b").toModule().hasattr("note"));
  EXPECT_EQ(run(*flat, at::ones({1, 2})).abs().sum().item<float>(), 0);
}

TEST(Flatten, KeepsStateThatOneMethodWritesAndAnotherReads) {
  torch::jit::Module module("Counter");
  module.register_attribute("count", c10::IntType::get(), 0);
  module.define(R"(
def step(self, x):
  self.count = self.count + 1
  return x
def forward(self, x):
  return x + self.count
)");
  for (const auto& flat : {flatten(module), settle(module)}) {
    ASSERT_TRUE(flat);
    run(*flat, at::zeros({1}), "step");
    run(*flat, at::zeros({1}), "step");
    EXPECT_EQ(run(*flat, at::zeros({1})).item<float>(), 2);
  }
}

TEST(Settle, FoldsWhatTrainingAndStoredNumbersDecide) {
  torch::jit::Module module("Decided");
  module.register_attribute("training", c10::BoolType::get(), false);
  module.register_attribute("wide", c10::BoolType::get(), true);
  module.define(R"(
def forward(self, x):
  if self.training:
    x = x * 0
  if self.wide:
    x = x + 1
  if bool(x.sum() > 0):
    x = x * 2
  return x
)");
  const auto settled = settle(module);
  ASSERT_TRUE(settled);
  EXPECT_EQ(control_flow(*settled->get_method("forward").graph()).ifs, 1);
  EXPECT_EQ(run(*settled, at::zeros({1})).item<float>(), 2);
}

}  // namespace
}  // namespace athena
