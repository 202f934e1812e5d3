// SPDX-License-Identifier: Apache-2.0
// Embeddings through a whole recipe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/measure/coverage.h"
#include "core/runtime/packed_embedding.h"
#include "core/runtime/packed_linear.h"
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
                                         "int4-dynamic", "int4-weight:g=32:zp:scales=fp16"),
                         [](const auto& info) {
                           std::string name = info.param;
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
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
  const std::string scheme = GetParam();
  EXPECT_EQ(report(*made, "table").scheme, scheme.substr(0, scheme.find(':')));
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

/// An embedding and an output projection over one storage, as language models tie them.
torch::jit::Module tied() {
  const at::Tensor weight = seeded({50, 64}, 1);
  return scripted({{"table", weight}, {"head", weight}}, R"(
def forward(self, words):
  return torch.linear(torch.embedding(self.table, words), self.head)
)");
}

Result<PipelineResult> quantized_apart(const LoadedModel& model, const std::string& table,
                                       const std::string& head) {
  const auto recipe = parse_recipe(
      R"({"athena_recipe": 1, "steps": [{"do": "quantize", "rules": [{"layers": "table", "scheme": ")" +
      table + R"("}, {"layers": "head", "scheme": ")" + head + "\"}]}]}");
  EXPECT_TRUE(recipe) << recipe.error().message;
  return run_recipe(model, *recipe, nullptr, {}, {});
}

TEST_P(EmbeddingSchemes, TiedWeightsStayOneStorageInTheFile) {
  const LoadedModel model = saved_and_loaded(tied());
  const auto made = quantized(model, GetParam());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_THAT(report(*made, "head").reason, HasSubstr("stored once"));
  const torch::jit::Module read = reloaded(made->module);
  const auto table = read.attr("table_packed").toCustomClass<PackedEmbedding>();
  const auto head = read.attr("head_packed").toCustomClass<PackedLinear>();
  EXPECT_EQ(table->data().values.const_data_ptr(), head->data().values.const_data_ptr());
  EXPECT_GT(cosine(run(read, kWords), run(model.original, kWords)), 0.95);
  EXPECT_EQ(plan_recipe(everything(GetParam()), model.info.layers)->predicted_bytes,
            report(*made, "table").bytes_after);
}

TEST(Rows, ScalesTooLargeForFp16NameTheLayer) {
  const LoadedModel model =
      saved_and_loaded(scripted({{"table", seeded({50, 48}, 1)}, {"head", seeded({4, 48}, 2) * 1e7}}, R"(
def forward(self, words):
  return torch.linear(torch.embedding(self.table, words), self.head)
)"));
  const auto made = quantized(model, "int4-weight:scales=fp16");
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("Layer 'head': "));
  EXPECT_THAT(made.error().message, HasSubstr("too large for fp16; use scales=fp32"));
  EXPECT_TRUE(quantized(model, "int4-weight"));
}

TEST(Rows, WhatUntyingCostsIsSaid) {
  const LoadedModel model = saved_and_loaded(tied());
  const auto apart = quantized_apart(model, "int8-weight", "fp16");
  ASSERT_TRUE(apart) << apart.error().message;
  EXPECT_THAT(report(*apart, "head").reason, HasSubstr("takes 6400 bytes more"));
  const auto half = quantized_apart(model, "int8-weight", "fp32");
  ASSERT_TRUE(half) << half.error().message;
  EXPECT_THAT(report(*half, "table").reason, HasSubstr("'head' keeps the weight"));
  EXPECT_THAT(report(*half, "table").reason, HasSubstr("takes 3400 bytes more"));
  const auto same = quantized_apart(model, "int8-weight", "int8-dynamic");
  ASSERT_TRUE(same) << same.error().message;
  EXPECT_THAT(report(*same, "head").reason, HasSubstr("stored once"));
}

TEST(Rows, TiedSparseWeightsStayOneStorageInTheFile) {
  const at::Tensor weight = seeded({64, 64}, 1);
  const LoadedModel model = saved_and_loaded(scripted({{"first", weight}, {"second", weight}}, R"(
def forward(self, x):
  return torch.linear(torch.linear(x, self.first), self.second)
)"));
  const auto recipe = parse_recipe(
      R"({"athena_recipe": 1, "steps": [
          {"do": "prune", "rules": [{"layers": "*", "criterion": "block", "amount": 0.75}]},
          {"do": "quantize", "rules": [{"layers": "*", "scheme": "sparse-int8"}]}]})");
  ASSERT_TRUE(recipe) << recipe.error().message;
  const auto made = run_recipe(model, *recipe, nullptr, {}, {});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_THAT(report(*made, "second").reason, HasSubstr("1288 of its 1288 bytes are stored once"));
  const torch::jit::Module read = reloaded(made->module);
  const auto first = read.attr("first_packed").toCustomClass<PackedLinear>();
  const auto second = read.attr("second_packed").toCustomClass<PackedLinear>();
  EXPECT_EQ(first->data().values.const_data_ptr(), second->data().values.const_data_ptr());
  EXPECT_EQ(first->data().mask.const_data_ptr(), second->data().mask.const_data_ptr());
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
