// SPDX-License-Identifier: Apache-2.0
#include "core/graph/replace_sites.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph/settle.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

/// Multiplies the layer's input by a new matrix instead.
SiteRewrite matmul_with(const at::Tensor& matrix) {
  SiteRewrite rewrite;
  rewrite.add = {{"matrix", matrix}};
  rewrite.remove_weights = true;
  rewrite.build = [](torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* owner) {
    torch::jit::Value* m = read_new_attribute(graph, owner, "matrix", c10::TensorType::get());
    return graph.insert(c10::aten::matmul, {site.node->input(0), m});
  };
  return rewrite;
}

TEST(ReplaceSites, RewritesInsideLoopsAndTakesTheWeightsOut) {
  auto original = torch::jit::load(sample("digits_early_exit.pt"));
  original.eval();
  const auto settled = settle(original);
  ASSERT_TRUE(settled);
  const auto replaced = replace_sites(*settled, {{"expand", matmul_with(at::zeros({256, 512}))}});
  ASSERT_TRUE(replaced) << replaced.error().message;
  const auto expand = replaced->attr("expand").toModule();
  EXPECT_FALSE(expand.hasattr("weight"));
  EXPECT_FALSE(expand.hasattr("bias"));
  EXPECT_TRUE(settled->attr("expand").toModule().hasattr("weight"));
  const auto x = at::rand({4, 1, 28, 28}, at::make_generator<at::CPUGeneratorImpl>(3)) * 0.1;
  EXPECT_TRUE(run(*replaced, x).isfinite().all().item<bool>());
  EXPECT_FALSE(at::equal(run(*replaced, x), run(original, x)));
}

TEST(ReplaceSites, NamesALayerThatIsNotThere) {
  auto original = torch::jit::load(sample("digits_cnn.pt"));
  original.eval();
  const auto settled = settle(original);
  const auto replaced = replace_sites(*settled, {{"fc3", matmul_with(at::zeros({1, 1}))}});
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().code, ErrorCode::NotFound);
  EXPECT_THAT(replaced.error().message, testing::HasSubstr("fc3"));
}

}  // namespace
}  // namespace athena
