// SPDX-License-Identifier: Apache-2.0
// Embeddings through a whole recipe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/measure/coverage.h"
#include "tests/core/graph/models.h"
#include "whole_recipe.h"

namespace athena::test {
namespace {

using testing::HasSubstr;

/// A classifier of bags of words: EmbeddingBag, then Linear.
torch::jit::Module bag_classifier() {
  return scripted({{"table", seeded({50, 48}, 1)}, {"head", seeded({4, 48}, 2)}}, R"(
def forward(self, words, offsets):
  bags, a, b, c = torch.embedding_bag(self.table, words, offsets, False, 1, False, None, False, 0)
  return torch.linear(bags, self.head)
)");
}

const at::Tensor kWords = at::tensor(std::vector<std::int64_t>{4, 0, 49, 7, 7, 12}, at::kLong);
const at::Tensor kOffsets = at::tensor(std::vector<std::int64_t>{0, 3}, at::kLong);

class EmbeddingSchemes : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Athena, EmbeddingSchemes,
                         testing::Values("fp16", "bf16", "int8-weight", "int8-dynamic", "int4-weight",
                                         "int4-dynamic"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST_P(EmbeddingSchemes, ABagClassifierStaysCloseAndRunsPacked) {
  const LoadedModel model = saved_and_loaded(bag_classifier());
  const auto made = quantized(model, GetParam());
  ASSERT_TRUE(made) << made.error().message;
  torch::jit::Module original = model.original, read = reloaded(made->module);
  const at::Tensor wanted = original.forward({kWords, kOffsets}).toTensor();
  const at::Tensor got = read.forward({kWords, kOffsets}).toTensor();
  EXPECT_GT(cosine(got, wanted), std::string(GetParam()).starts_with("int4") ? 0.95 : 0.9995);
  EXPECT_EQ(report(*made, "table").kind, "EmbeddingBag");
  EXPECT_EQ(report(*made, "table").scheme, GetParam());
  EXPECT_FALSE(read.hasattr("table"));
  const auto ran = coverage(read);
  EXPECT_EQ(ran.size(), 2u);
  for (const LayerReport& layer : ran) EXPECT_EQ(layer.calls, 1) << layer.path << " " << layer.kernel;
}

TEST_P(EmbeddingSchemes, AnEmbeddingKeepsItsType) {
  auto module = scripted({{"table", seeded({50, 48}, 1).to(at::kHalf)}}, R"(
def forward(self, words):
  return torch.embedding(self.table, words, 0)
)");
  const LoadedModel model = saved_and_loaded(module);
  const auto made = run_recipe(model, everything(GetParam()), nullptr, {}, {});
  ASSERT_TRUE(made) << made.error().message;
  const at::Tensor got = run(reloaded(made->module), kWords), wanted = run(model.original, kWords);
  EXPECT_EQ(got.scalar_type(), at::kHalf);
  EXPECT_GT(cosine(got.to(at::kFloat), wanted.to(at::kFloat)), 0.98);
  EXPECT_EQ(report(*made, "table").kind, "Embedding");
}

TEST(Rows, ABagWhoseOtherOutputsAreUsedIsLeftWithItsReason) {
  const LoadedModel model = saved_and_loaded(scripted({{"table", seeded({50, 48}, 1)}}, R"(
def forward(self, words, offsets):
  bags, a, sizes, c = torch.embedding_bag(self.table, words, offsets, False, 1)
  return bags, sizes
)"));
  const auto made = run_recipe(model, everything("int8-dynamic"), nullptr, {}, {});
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("beside the bags"));
}

}  // namespace
}  // namespace athena::test
