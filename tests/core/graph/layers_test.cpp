// SPDX-License-Identifier: Apache-2.0
#include "core/graph/layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/flatten.h"
#include "core/graph/outline.h"
#include "core/graph/settle.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<StoredLayer> layers_of(torch::jit::Module module) {
  module.eval();
  const auto settled = settle(module);
  EXPECT_TRUE(settled);
  return find_layers(*settled);
}

const LayerInfo& layer(const std::vector<StoredLayer>& layers, const std::string& path) {
  for (const StoredLayer& l : layers)
    if (l.info.path == path) return l.info;
  ADD_FAILURE() << "no layer " << path;
  static const LayerInfo none;
  return none;
}

std::vector<std::string> compressible(const std::vector<StoredLayer>& layers) {
  std::vector<std::string> paths;
  for (const StoredLayer& l : layers)
    if (l.info.compressible) paths.push_back(l.info.path);
  return paths;
}

TEST(Layers, OfATransformerEncoderAreFoundPastItsFusedPath) {
  const auto layers = layers_of(torch::jit::load(sample("digits_transformer.pt")));
  std::vector<std::string> expected = {"embed"};
  for (int i = 0; i < 4; ++i)
    for (const char* part : {"self_attn.in_proj", "self_attn.out_proj", "linear1", "linear2"})
      expected.push_back("encoder.layers." + std::to_string(i) + "." + part);
  expected.push_back("head");
  EXPECT_EQ(compressible(layers), expected);
  for (const std::string& path : expected) EXPECT_EQ(layer(layers, path).sites.size(), 1u) << path;
  EXPECT_EQ(layer(layers, "position").kind, "Parameter");
  EXPECT_EQ(layer(layers, "norm").kind, "LayerNorm");
  const LayerInfo& linear1 = layer(layers, "encoder.layers.0.linear1");
  EXPECT_THAT(linear1.weight_shape, ElementsAre(512, 160));
  EXPECT_EQ(linear1.bytes, (512 * 160 + 512) * 4);
  EXPECT_EQ(linear1.bias_bytes, 512 * 4);
  EXPECT_EQ(linear1.dtype, "fp32");
}

TEST(Layers, InBlocksSayWhere) {
  const auto layers = layers_of(torch::jit::load(sample("digits_early_exit.pt")));
  EXPECT_THAT(compressible(layers), ElementsAre("stem", "early", "expand", "shrink", "late"));
  EXPECT_EQ(layer(layers, "stem").sites[0].block, "");
  EXPECT_THAT(layer(layers, "expand").sites[0].block, HasSubstr("loop@"));
}

/// "if@2/then: 3 ops" or "if@2/then: early".
std::vector<std::string> lines(const std::vector<OutlineItem>& items) {
  std::vector<std::string> texts;
  for (const OutlineItem& item : items)
    texts.push_back(item.block + ": " + (item.op.empty() ? std::to_string(item.ops) + " ops" : item.layer));
  return texts;
}

TEST(Layers, OfAnEinsumThatIsNoLinearLayerHoldTheirWeight) {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), false);
  module.register_parameter("per_head", at::rand({2, 3, 4}), /*is_buffer=*/false);
  module.define(R"(
def forward(self, x):
  return torch.einsum("bhi,hij->bhj", [x, self.per_head])
)");
  const auto settled = settle(module);
  ASSERT_TRUE(settled) << settled.error().message;
  const auto layers = find_layers(*settled);
  ASSERT_EQ(layers.size(), 1u) << "it is no parameter beside the layer";
  EXPECT_EQ(layers[0].info.kind, "Einsum");
  EXPECT_EQ(layers[0].info.parameters, 24);
  EXPECT_EQ(layers[0].info.bytes, 96);
  EXPECT_FALSE(layers[0].info.reason.empty());
}

TEST(Layers, AreInTheOutlineInOrder) {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), false);
  for (const char* name : {"first_weight", "then_weight", "loop_weight"})
    module.register_parameter(name, at::eye(3), /*is_buffer=*/false);
  module.define(R"(
def forward(self, x):
  x = torch.linear(x, self.first_weight)
  if bool(x.sum() > 0):
    for i in range(3):
      x = torch.linear(x, self.loop_weight)
    x = torch.linear(x, self.then_weight)
  else:
    x = x.relu()
  return torch.linear(x, self.first_weight)
)");
  const auto settled = settle(module);
  ASSERT_TRUE(settled) << settled.error().message;
  const auto items = outline(settled->get_method("forward"), find_layers(*settled));
  EXPECT_THAT(lines(items),
              ElementsAre(": first", "if@1/then: 2 ops", "if@1/then/loop@2: 1 ops", "if@1/then/loop@2: loop",
                          "if@1/then: then", "if@1/else: 1 ops", ": first"));
  EXPECT_EQ(items[0].op, "aten::linear");
}

TEST(Layers, OfOtherKindsAreListedWithTheReason) {
  const auto layers = layers_of(torch::jit::load(sample("digits_cnn.pt")));
  EXPECT_THAT(compressible(layers), ElementsAre("conv1", "conv2", "conv3", "fc1", "fc2"));
  EXPECT_EQ(layer(layers, "conv1").kind, "Conv2d");
  EXPECT_THAT(layer(layers, "bn1").reason, HasSubstr("BatchNorm"));
  EXPECT_EQ(layer(layers, "bn1").parameters, 4 * 16);
}

TEST(Layers, AWeightUsedTwiceIsOneLayerWithTwoSites) {
  const auto layers = layers_of(scripted({{"w", seeded({3, 3}, 1)}}, R"(
def forward(self, x):
  return torch.linear(torch.linear(x, self.w), self.w)
)"));
  ASSERT_EQ(layers.size(), 1u);
  EXPECT_EQ(layers[0].info.path, "w");
  EXPECT_EQ(layers[0].info.sites.size(), 2u);
  EXPECT_TRUE(layers[0].info.compressible);
}

TEST(Layers, ATableThatIsAMatrixTooIsTwoTiedLayers) {
  const auto layers = layers_of(scripted({{"w", seeded({5, 3}, 1)}}, R"(
def forward(self, x):
  return torch.linear(torch.embedding(self.w, x), self.w)
)"));
  ASSERT_EQ(layers.size(), 2u);
  EXPECT_THAT(compressible(layers), ElementsAre("w", "w_linear"));
  EXPECT_EQ(layers[0].info.kind, "Embedding");
  EXPECT_EQ(layers[1].info.kind, "Linear");
  EXPECT_EQ(layers[1].info.tied_to, "w");
}

TEST(Layers, OfAFrozenFileHaveStableNames) {
  auto module = torch::jit::load(sample("digits_cnn.pt"));
  module.eval();
  const auto layers = layers_of(torch::jit::freeze(module));
  EXPECT_THAT(compressible(layers), ElementsAre("conv2d_0", "conv2d_1", "conv2d_2", "linear_0", "linear_1"));
}

TEST(Layers, ThatTheModelWritesAreNotCompressible) {
  torch::jit::Module module("Writes");
  module.register_attribute("w", c10::TensorType::get(), seeded({2, 2}, 1));
  module.define(R"(
def forward(self, x):
  self.w = self.w * 0.5
  return torch.linear(x, self.w)
def read(self, x):
  return torch.linear(x, self.w)
)");
  const auto layers = layers_of(module);
  ASSERT_FALSE(layers.empty());
  EXPECT_FALSE(layers[0].info.compressible);
  EXPECT_THAT(layers[0].info.reason, HasSubstr("writes"));
}

}  // namespace
}  // namespace athena
