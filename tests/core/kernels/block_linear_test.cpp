// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/block_linear/block_linear.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "support.h"

namespace athena::kernels::testing {
namespace {

struct Case {
  int64_t m = 0, n = 0, k = 0, ldx = 0, ldy = 0;
  Activation activation = Activation::None;
  std::vector<float> x = {}, scales = {}, bias = {};
  std::vector<int8_t> values = {};

  Int8Weights weights() const {
    return {n, k, values.data(), scales.data(), bias.empty() ? nullptr : bias.data()};
  }
  std::string text() const {
    return "m " + std::to_string(m) + " n " + std::to_string(n) + " k " + std::to_string(k) + " seed " +
           std::to_string(seed());
  }
};

/// Weights of which about `zeros` percent of the blocks are zero.
Case random_case(Random& random, int64_t m, int64_t n, int64_t k, int64_t zeros) {
  Case c{.m = m, .n = n, .k = k, .ldx = k + random.integer(0, 5), .ldy = n + random.integer(0, 5)};
  c.activation = kActivations[random.integer(0, 5)];
  c.x = random.floats(m * c.ldx, 2.0f, static_cast<float>(random.integer(-2, 2)));
  c.values = random.integers<int8_t>(n * k, -127, 127);
  for (int64_t i = 0; i < n; i += BlockLinear::kBlockRows)
    for (int64_t j = 0; j < k; j += BlockLinear::kBlockColumns)
      if (random.integer(0, 99) < zeros)
        for (int64_t row = i; row < std::min(i + BlockLinear::kBlockRows, n); ++row)
          std::fill_n(c.values.begin() + row * k + j, std::min(BlockLinear::kBlockColumns, k - j), int8_t{0});
  c.scales = random.floats(n, 0.01f);
  if (random.integer(0, 1) == 1) c.bias = random.floats(n);
  return c;
}

struct Outcome {
  std::vector<float> y;       // [m, ldy], gaps at kGuard
  std::vector<int32_t> sums;  // [m, n]
};

/// The phases in pieces of `groups` groups and `tiles` tiles, the last first, as threads might take them.
Outcome run(const Case& c, const BlockLinear& linear, int64_t groups = INT64_MAX, int64_t tiles = INT64_MAX) {
  Outcome out{std::vector<float>(static_cast<size_t>(c.m * c.ldy), kGuard),
              std::vector<int32_t>(static_cast<size_t>(c.m * c.n))};
  AlignedBuffer workspace(linear.workspace_bytes(c.m));
  const auto in_pieces = [](int64_t count, int64_t piece, auto call) {
    piece = std::clamp<int64_t>(piece, 1, std::max<int64_t>(count, 1));
    for (int64_t begin = (count - 1) / piece * piece; count > 0 && begin >= 0; begin -= piece)
      call(begin, std::min(begin + piece, count));
  };
  in_pieces(linear.group_count(c.m), groups, [&](int64_t begin, int64_t end) {
    linear.arrange(c.x.data(), c.ldx, c.m, begin, end, workspace.as<char>());
  });
  in_pieces(linear.tile_count(c.m), tiles, [&](int64_t begin, int64_t end) {
    linear.multiply(workspace.as<char>(), c.m, begin, end, c.activation, out.y.data(), c.ldy);
    linear.accumulate(workspace.as<char>(), c.m, begin, end, out.sums.data(), c.n);
  });
  return out;
}

/// The dense kernel, which its own tests compare with the formula, on the weights with their zeros.
Outcome dense(const Case& c, Isa isa) {
  const Int8Linear linear = Int8Linear::pack(c.weights(), isa).value();
  Outcome out{std::vector<float>(static_cast<size_t>(c.m * c.ldy), kGuard),
              std::vector<int32_t>(static_cast<size_t>(c.m * c.n))};
  AlignedBuffer workspace(linear.workspace_bytes(c.m));
  linear.run(c.x.data(), c.ldx, c.m, c.activation, out.y.data(), c.ldy, workspace.as<char>());
  linear.accumulate(workspace.as<char>(), c.m, 0, linear.tile_count(c.m), out.sums.data(), c.n);
  return out;
}

BlockLinear packed(const Case& c, Isa isa) { return BlockLinear::pack(c.weights(), isa).value(); }

void expect_as_dense(const Case& c, Isa isa) {
  SCOPED_TRACE(c.text());
  const Outcome got = run(c, packed(c, isa)), want = dense(c, isa);
  ASSERT_EQ(got.sums, want.sums);
  ASSERT_EQ(bits(got.y), bits(want.y));
}

using BlockLinearEvery = EveryIsa;
ATHENA_FOR_EVERY_ISA(BlockLinearEvery);

TEST_P(BlockLinearEvery, EqualsDenseOverRowsAndColumns) {
  Random random(70);
  for (int64_t m = 0; m <= 35; ++m)
    for (const int64_t n : {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 64, 130})
      expect_as_dense(random_case(random, m, n, 20, 50), GetParam());
}

TEST_P(BlockLinearEvery, EqualsDenseOverDepths) {
  Random random(71);
  for (int64_t k = 0; k <= 70; ++k)
    for (const int64_t m : {1, 2, 3, 7}) expect_as_dense(random_case(random, m, 19, k, 50), GetParam());
}

TEST_P(BlockLinearEvery, EqualsDenseAtEverySparsity) {
  Random random(72);
  for (const int64_t zeros : {0, 25, 75, 95, 100})
    for (const int64_t m : {1, 20}) expect_as_dense(random_case(random, m, 50, 300, zeros), GetParam());
}

TEST_P(BlockLinearEvery, EqualsDenseForFuzzedShapes) {
  Random random(73);
  for (int i = 0; i < 60; ++i)
    expect_as_dense(random_case(random, random.integer(0, 60), random.integer(0, 200), random.integer(0, 400),
                                random.integer(0, 100)),
                    GetParam());
}

TEST_P(BlockLinearEvery, EqualsDenseAtTheExtremesOfDepth) {
  for (const int8_t value : {int8_t{127}, int8_t{-127}})
    for (const float sign : {1.0f, -1.0f}) {
      Case c{.m = 3, .n = 17, .k = Int8Linear::kMaxDepth, .ldx = Int8Linear::kMaxDepth, .ldy = 17};
      c.x.assign(static_cast<size_t>(c.m * c.k), sign);
      c.values.assign(static_cast<size_t>(c.n * c.k), value);
      c.scales.assign(static_cast<size_t>(c.n), 1.0f);
      expect_as_dense(c, GetParam());
    }
}

TEST_P(BlockLinearEvery, SpecialRowsTouchOnlyThemselves) {
  Random random(74);
  Case c = random_case(random, 9, 40, 50, 60);
  const auto row = [&](int64_t m) { return c.x.begin() + m * c.ldx; };
  std::fill_n(row(1), c.k, 0.0f);
  row(3)[17] = std::numeric_limits<float>::quiet_NaN();
  row(5)[49] = std::numeric_limits<float>::infinity();
  expect_as_dense(c, GetParam());
}

TEST_P(BlockLinearEvery, AnySplitGivesTheSame) {
  Random random(75);
  const Case c = random_case(random, 43, 140, 65, 70);
  const BlockLinear linear = packed(c, GetParam());
  const Outcome whole = run(c, linear);
  for (const int64_t groups : {1, 2})
    for (const int64_t tiles : {1, 2, 3, 7}) {
      const Outcome split = run(c, linear, groups, tiles);
      EXPECT_EQ(bits(split.y), bits(whole.y));
      EXPECT_EQ(split.sums, whole.sums);
    }
}

TEST_P(BlockLinearEvery, KeepsOnlyBlocksThatHoldSomething) {
  std::vector<int8_t> values(18 * 9);
  values[0] = 1;           // block 0 of the first 16 channels
  values[15 * 9 + 8] = 1;  // their block 2, which has one column
  values[17 * 9 + 4] = 1;  // block 1 of the last two channels
  const std::vector<float> scales(18, 1.0f);
  const BlockLinear linear =
      BlockLinear::pack({18, 9, values.data(), scales.data(), nullptr}, GetParam()).value();
  EXPECT_EQ(linear.blocks(), 3);
  EXPECT_EQ(linear.isa(), GetParam());
  EXPECT_FALSE(linear.kernel_name(1).empty());
  EXPECT_GE(linear.group_grain(), 1);
  EXPECT_GE(linear.tile_grain(1), 1);
}

TEST(BlockLinearPack, RefusesWhatDenseRefuses) {
  const std::vector<int8_t> lowest{-128};
  const float scale = 1.0f;
  EXPECT_FALSE(BlockLinear::pack({1, 1, lowest.data(), &scale, nullptr}, Isa::Scalar));
  EXPECT_FALSE(BlockLinear::pack({-1, 1, lowest.data(), &scale, nullptr}, Isa::Scalar));
}

}  // namespace
}  // namespace athena::kernels::testing
