// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_inputs.h"

#include <gmock/gmock.h>
#include <torch/script.h>

#include "core/data/binding.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

torch::jit::Module scripted(const at::Tensor& weight, const std::string& body) {
  torch::jit::Module module("model");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_parameter("weight", weight, /*is_buffer=*/false);
  module.define(body + "\n");
  module.eval();
  return module;
}

std::vector<std::int64_t> probed_shape(const torch::jit::Module& module) {
  const auto data = make_random_inputs(module, {}, {});
  EXPECT_TRUE(data) << data.error().message << data.error().details;
  return data ? (*data)->info().sample_shape : std::vector<std::int64_t>{-1};
}

TEST(RandomInputs, FollowTheFirstLayer) {
  EXPECT_THAT(probed_shape(
                  scripted(at::rand({4, 7}), "def forward(self, x):\n  return torch.linear(x, self.weight)")),
              ElementsAre(7));
  EXPECT_THAT(
      probed_shape(scripted(at::rand({7, 4}), "def forward(self, x):\n  return torch.mm(x, self.weight)")),
      ElementsAre(7));
  EXPECT_THAT(probed_shape(scripted(at::rand({2, 5, 3, 3}),
                                    "def forward(self, x):\n  return torch.conv2d(x, self.weight)")),
              ElementsAre(5, 28, 28));
  EXPECT_THAT(probed_shape(scripted(at::rand({2, 5, 50, 50}),
                                    "def forward(self, x):\n  return torch.conv2d(x, self.weight)")),
              ElementsAre(5, 64, 64));
}

TEST(RandomInputs, FollowAFusedAttention) {
  EXPECT_THAT(probed_shape(scripted(at::rand({12, 4}), R"(
def forward(self, x):
  y, weights = torch._native_multi_head_attention(x, x, x, 4, 2, self.weight, torch.zeros([12]), self.weight[:4],
                                                  torch.zeros([4]), None, False)
  return y
)")),
              ElementsAre(16, 4));
}

TEST(RandomInputs, AreOfTheWeightsDtype) {
  for (const auto dtype : {at::kHalf, at::kBFloat16, at::kDouble}) {
    const auto module =
        scripted(at::rand({4, 7}).to(dtype), "def forward(self, x):\n  return torch.linear(x, self.weight)");
    const auto data = make_random_inputs(module, {}, {});
    ASSERT_TRUE(data) << data.error().message << data.error().details;
    EXPECT_EQ((*data)->read("random", 0, 2)->inputs[0].toTensor().scalar_type(), dtype);
  }
}

TEST(RandomInputs, HaveNoPaddedPositions) {
  const auto module = scripted(at::rand({4, 7}), R"(
def forward(self, x, src_key_padding_mask):
  y = torch.linear(x, self.weight)
  return y.masked_fill(src_key_padding_mask.unsqueeze(2), float("nan"))
)");
  const auto data = make_random_inputs(module, {}, {});
  ASSERT_TRUE(data) << data.error().message << data.error().details;
  const at::Tensor padding = (*data)->read("random", 0, 2)->inputs[1].toTensor();
  EXPECT_EQ(padding.scalar_type(), at::kBool);
  EXPECT_THAT(padding.sizes(), ElementsAre(2, 16));
  EXPECT_FALSE(padding.any().item<bool>());
}

TEST(RandomInputs, SeeThroughReshapesAndBranches) {
  const auto module = scripted(at::rand({4, 784}), R"(
def forward(self, x):
  y = x[:, :, 0:28, 0:28].flatten(1)
  if bool(y.sum() > 1e9):
    y = y * 2
  return torch.linear(y.reshape(x.size(0), x.size(1) * 28 * 28), self.weight)
)");
  EXPECT_THAT(probed_shape(module), ElementsAre(1, 28, 28));
}

TEST(RandomInputs, SeeWeightsThatAreHeldInAListFirst) {
  EXPECT_THAT(probed_shape(scripted(at::rand({4, 7}),
                                    "def forward(self, x):\n  held = [self.weight, self.weight]\n"
                                    "  return torch.linear(x, self.weight), held")),
              ElementsAre(7));
}

TEST(RandomInputs, AnEmbeddingGetsIndices) {
  const auto module = scripted(
      at::rand({11, 4}),
      "def forward(self, ids, mask):\n  return torch.embedding(self.weight, ids) * mask.unsqueeze(-1)");
  const auto data = make_random_inputs(module, {}, {});
  ASSERT_TRUE(data) << data.error().message;
  const auto batch = (*data)->read("random", 0, 8);
  ASSERT_TRUE(batch);
  const at::Tensor ids = batch->inputs[0].toTensor();
  EXPECT_EQ(ids.scalar_type(), at::kLong);
  EXPECT_LT(ids.max().item<std::int64_t>(), 11);
  EXPECT_GT(ids.max().item<std::int64_t>(), 0);
  EXPECT_TRUE(at::equal(batch->inputs[1].toTensor(), at::ones_like(ids)));
}

TEST(RandomInputs, ASampleDoesNotDependOnItsBatch) {
  const auto module =
      scripted(at::rand({4, 7}), "def forward(self, x):\n  return torch.linear(x, self.weight)");
  RandomInputOptions options;
  const auto data = make_random_inputs(module, options, {});
  ASSERT_TRUE(data);
  EXPECT_TRUE((*data)->is_random());
  const at::Tensor whole = (*data)->read("random", 0, 5)->inputs[0].toTensor();
  EXPECT_TRUE(at::equal((*data)->read("random", 3, 4)->inputs[0].toTensor(), whole.slice(0, 3, 4)));
  EXPECT_FALSE(at::equal(whole[0], whole[1]));
  options.seed = 2;
  const auto other = make_random_inputs(module, options, {});
  EXPECT_FALSE(at::equal((*other)->read("random", 0, 5)->inputs[0].toTensor(), whole));
}

TEST(RandomInputs, GivenShapesAreTakenAsTheyAre) {
  const auto module =
      scripted(at::rand({4, 7}), "def forward(self, x):\n  return torch.linear(x, self.weight)");
  RandomInputOptions options;
  options.shapes = {{{3, 7}}};
  options.samples = 2;
  const auto data = make_random_inputs(module, options, {});
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_THAT((*data)->info().sample_shape, ElementsAre(3, 7));
  EXPECT_EQ(*(*data)->samples("random"), 2);
  options.shapes = {{{8}}};
  const auto refused = make_random_inputs(module, options, {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("Float [2, 8]"));
}

TEST(RandomInputs, ListsTuplesAndNumbersAreMade) {
  const auto module = scripted(at::rand({4, 7}), R"(
def forward(self, x, pair: Tuple[Tensor, Optional[Tensor]], more: List[Tensor], n: int, f: float, b: bool,
            o: Optional[int], s: str, mask: Optional[Tensor]):
  y = torch.linear(x + pair[0] + more[0], self.weight)
  if mask is not None:
    y = y * mask[:, 0:1]
  if o is not None or b or s != "":
    y = y[0:1]
  return y * n * f
)");
  const auto data = make_random_inputs(module, {}, {});
  ASSERT_TRUE(data) << data.error().message << data.error().details;
  EXPECT_THAT((*data)->info().sample_shape, ElementsAre(7));
  const auto batch = (*data)->read("random", 0, 3);
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->inputs.size(), 9u);
  EXPECT_EQ(batch->inputs[1].toTupleRef().elements().size(), 2u);
  EXPECT_FALSE(at::equal(batch->inputs[0].toTensor(), batch->inputs[2].toListRef()[0].toTensor()));
  EXPECT_EQ(batch->inputs[3].toInt(), 1);
  EXPECT_TRUE(batch->inputs[6].isNone());
  EXPECT_TRUE(at::equal(batch->inputs[8].toTensor(), at::ones({3, 7})));
}

TEST(RandomInputs, NumbersAndLengthsThatTheCodeNamesAreTried) {
  const auto module = scripted(at::rand({1, 1, 16}), R"(
def forward(self, x, rate: int):
  wanted = 300
  if rate == 8000:
    wanted = 150
  assert rate in [4000, 8000] and x.size(1) == wanted
  return torch.conv1d(x.unsqueeze(1), self.weight)
)");
  const auto data = make_random_inputs(module, {}, {});
  ASSERT_TRUE(data) << data.error().message << data.error().details;
  EXPECT_THAT((*data)->info().sample_shape, ElementsAre(150));
  EXPECT_THAT((*data)->info().name, HasSubstr("rate 8000"));
  EXPECT_EQ((*data)->read("random", 0, 1)->inputs[1].toInt(), 8000);
}

TEST(RandomInputs, ProbingLeavesAModelsStateAlone) {
  auto module = scripted(at::rand({4, 7}), R"(
def forward(self, x):
  self.weight = self.weight * 2
  return torch.linear(x, self.weight)
)");
  const at::Tensor before = module.attr("weight").toTensor();
  ASSERT_TRUE(make_random_inputs(module, {}, {}));
  EXPECT_TRUE(module.attr("weight").toTensor().is_same(before));
}

TEST(RandomInputs, WhatCannotBeFedIsSaid) {
  const auto keyed = scripted(at::rand({4, 7}), "def forward(self, d: Dict[str, Tensor]):\n  return d['x']");
  const auto got = make_random_inputs(keyed, {}, {});
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().message, HasSubstr("'d: Dict[str, Tensor]'"));
  EXPECT_THAT(got.error().message, HasSubstr("keys"));
  const auto alone = scripted(at::rand({4, 7}), "def forward(self, n: int):\n  return self.weight * n");
  EXPECT_THAT(make_random_inputs(alone, {}, {}).error().message, HasSubstr("takes no tensor"));

  const auto picky =
      scripted(at::rand({4, 7}), "def forward(self, x):\n  assert x.size(1) * 3 == 12345\n  return x");
  const auto none = make_random_inputs(picky, {}, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(none.error().message, HasSubstr("inputs tried"));
}

TEST(RandomInputs, ProbingLeavesATrainingModelAlone) {
  auto module = scripted(at::zeros({5}), R"(
def forward(self, x):
  return torch.batch_norm(x, None, None, self.weight, torch.ones([5]), True, 0.1, 1e-5, False)
)");
  module.train();
  ASSERT_TRUE(make_random_inputs(module, {}, {}));
  EXPECT_TRUE(at::equal(module.attr("weight").toTensor(), at::zeros({5})));
}

}  // namespace
}  // namespace athena
