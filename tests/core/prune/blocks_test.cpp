// SPDX-License-Identifier: Apache-2.0
#include "core/prune/blocks.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

namespace athena::test {
namespace {

TEST(BlockMask, TheBlocksOfSmallestMagnitudeBecomeZero) {
  at::Tensor weight = at::full({32, 8}, -2.0);  // blocks of sums 128, but one of 64 and one of 127
  weight.slice(0, 0, 16).slice(1, 4, 8).fill_(1);
  weight[20][0] = -1;
  at::Tensor wanted = at::ones({32, 8}, at::kBool);
  wanted.slice(0, 0, 16).slice(1, 4, 8).fill_(false);
  EXPECT_TRUE(at::equal(block_mask(weight, 0.25).value(), wanted));
  wanted.slice(0, 16, 32).slice(1, 0, 4).fill_(false);
  EXPECT_TRUE(at::equal(block_mask(weight, 0.5).value(), wanted));
  EXPECT_TRUE(at::equal(block_mask(weight.t().contiguous().t(), 0.5).value(), wanted));
  EXPECT_FALSE(block_mask(weight, 1)->any().item<bool>());
  EXPECT_TRUE(block_mask(weight, 0)->all().item<bool>());
}

TEST(BlockMask, BlocksAtTheEdgesHoldWhatIsThere) {
  // 2 x 2 blocks: [16, 4], [16, 1], [1, 4], [1, 1].
  const at::Tensor mask = block_mask(at::ones({17, 5}), 0.5).value();
  EXPECT_EQ(mask.sizes(), (at::IntArrayRef{17, 5}));
  at::Tensor wanted = at::zeros({17, 5}, at::kBool);
  wanted.slice(0, 0, 16).fill_(true);
  EXPECT_TRUE(at::equal(mask, wanted));
  EXPECT_EQ(block_mask(at::ones({0, 5}), 0.5)->sizes(), (at::IntArrayRef{0, 5}));
}

TEST(BlockMask, RefusesOtherShapesAmountsAndTypes) {
  EXPECT_FALSE(block_mask(at::ones({4, 4, 4}), 0.5));
  EXPECT_FALSE(block_mask(at::ones({4, 4}), 1.5));
  EXPECT_FALSE(block_mask(at::ones({4, 4}, at::kLong), 0.5));
  EXPECT_FALSE(block_mask(at::Tensor(), 0.5));
}

}  // namespace
}  // namespace athena::test
