// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/two_four_linear/two_four_linear.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/quantize/quantize.h"
#include "core/kernels/two_four_linear/kernel_table.h"
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
    return "m " + std::to_string(m) + " n " + std::to_string(n) + " k " + std::to_string(k) + " ldx " +
           std::to_string(ldx) + " ldy " + std::to_string(ldy) + " seed " + std::to_string(seed());
  }
};

/// Of each group of 4, 2 at random places stay; of a shorter one at the end all but as many as 4 lack.
void prune(Random& random, Case& c) {
  for (int64_t n = 0; n < c.n; ++n)
    for (int64_t k = 0; k < c.k; k += 4) {
      const int64_t first = random.integer(0, 3), second = (first + random.integer(1, 3)) % 4;
      for (const int64_t zero : {first, second})
        if (k + zero < c.k) c.values[static_cast<size_t>(n * c.k + k + zero)] = 0;
    }
}

Case random_case(Random& random, int64_t m, int64_t n, int64_t k) {
  Case c{.m = m, .n = n, .k = k, .ldx = k + random.integer(0, 5), .ldy = n + random.integer(0, 5)};
  c.activation = kActivations[random.integer(0, 5)];
  c.x = random.floats(m * c.ldx, 2.0f, static_cast<float>(random.integer(-2, 2)));
  c.values = random.integers<int8_t>(n * k, -127, 127);
  prune(random, c);
  c.scales = random.floats(n, 0.01f);
  if (random.integer(0, 1) == 1) c.bias = random.floats(n);
  return c;
}

struct Outcome {
  std::vector<float> y;       // [m, ldy], gaps at kGuard
  std::vector<int32_t> sums;  // [m, n]
};

Outcome unwritten(const Case& c) {
  return {std::vector<float>(static_cast<size_t>(c.m * c.ldy), kGuard),
          std::vector<int32_t>(static_cast<size_t>(c.m * c.n))};
}

/// Straight from the formula in int8_linear.h, all weights.
Outcome reference(const Case& c) {
  Outcome out = unwritten(c);
  std::vector<uint8_t> codes(static_cast<size_t>(c.k));
  for (int64_t m = 0; m < c.m; ++m) {
    const RowRange range = quantize_row_u8(c.x.data() + m * c.ldx, c.k, codes.data());
    for (int64_t n = 0; n < c.n; ++n) {
      int64_t sum = 0;
      for (int64_t k = 0; k < c.k; ++k)
        sum +=
            (codes[static_cast<size_t>(k)] - range.zero_point) * c.values[static_cast<size_t>(n * c.k + k)];
      out.sums[static_cast<size_t>(m * c.n + n)] = static_cast<int32_t>(sum);
      const float bias = c.bias.empty() ? 0.0f : c.bias[static_cast<size_t>(n)];
      out.y[static_cast<size_t>(m * c.ldy + n)] =
          activate(c.activation,
                   std::fma(static_cast<float>(sum), range.scale * c.scales[static_cast<size_t>(n)], bias));
    }
  }
  return out;
}

TwoFourLinear packed(const Case& c, Isa isa) { return TwoFourLinear::pack(c.weights(), isa).value(); }

/// The phases in pieces of `rows` rows and `tiles` tiles, the last first, as threads might take them.
Outcome run(const Case& c, const TwoFourLinear& linear, int64_t rows = INT64_MAX, int64_t tiles = INT64_MAX) {
  Outcome out = unwritten(c);
  AlignedBuffer workspace(linear.workspace_bytes(c.m));
  rows = std::clamp<int64_t>(rows, 1, std::max<int64_t>(c.m, 1));
  for (int64_t begin = (c.m - 1) / rows * rows; c.m > 0 && begin >= 0; begin -= rows)
    linear.quantize(c.x.data(), c.ldx, c.m, begin, std::min(begin + rows, c.m), workspace.as<char>());
  const int64_t count = linear.tile_count(c.m);
  tiles = std::clamp<int64_t>(tiles, 1, std::max<int64_t>(count, 1));
  for (int64_t begin = (count - 1) / tiles * tiles; count > 0 && begin >= 0; begin -= tiles) {
    const int64_t end = std::min(begin + tiles, count);
    linear.multiply(workspace.as<char>(), c.m, begin, end, c.activation, out.y.data(), c.ldy);
    linear.accumulate(workspace.as<char>(), c.m, begin, end, out.sums.data(), c.n);
  }
  return out;
}

void expect_exact(const Case& c, Isa isa) {
  SCOPED_TRACE(c.text());
  const Outcome got = run(c, packed(c, isa)), want = reference(c);
  ASSERT_EQ(got.sums, want.sums);
  ASSERT_EQ(bits(got.y), bits(want.y));
}

using TwoFourLinearEvery = EveryIsa;
ATHENA_FOR_EVERY_ISA(TwoFourLinearEvery);

TEST_P(TwoFourLinearEvery, ExactOverRowsAndColumns) {
  Random random(80);
  for (int64_t m = 0; m <= 14; ++m)
    for (const int64_t n : {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 130})
      expect_exact(random_case(random, m, n, 20), GetParam());
}

TEST_P(TwoFourLinearEvery, ExactOverDepths) {
  Random random(81);
  for (int64_t k = 0; k <= 140; ++k)
    for (const int64_t m : {1, 3, 7}) expect_exact(random_case(random, m, 19, k), GetParam());
}

TEST_P(TwoFourLinearEvery, ExactForFuzzedShapes) {
  Random random(82);
  for (int i = 0; i < 60; ++i)
    expect_exact(random_case(random, random.integer(0, 40), random.integer(0, 200), random.integer(0, 400)),
                 GetParam());
}

TEST_P(TwoFourLinearEvery, ExactAtTheExtremesOfDepth) {
  Random random(83);
  for (const int8_t value : {int8_t{127}, int8_t{-127}})
    for (const float sign : {1.0f, -1.0f}) {
      Case c{.m = 7, .n = 17, .k = Int8Linear::kMaxDepth, .ldx = Int8Linear::kMaxDepth, .ldy = 17};
      c.x.assign(static_cast<size_t>(c.m * c.k), sign);
      c.values.assign(static_cast<size_t>(c.n * c.k), value);
      prune(random, c);
      c.scales.assign(static_cast<size_t>(c.n), 1.0f);
      expect_exact(c, GetParam());
    }
}

TEST_P(TwoFourLinearEvery, ExactWhereEachOperandIsExtreme) {
  Random random(84);
  // Codes of 0 and 255 with zero points at both ends, against weights of +-127: where 16-bit sums would
  // saturate.
  for (int i = 0; i < 20; ++i) {
    Case c = random_case(random, 6, 33, 128);
    for (float& x : c.x) x = random.integer(0, 1) == 1 ? 1.0f : (i % 2 == 0 ? 0.0f : -1.0f);
    for (int8_t& value : c.values)
      if (value != 0) value = random.integer(0, 1) == 1 ? 127 : -127;
    expect_exact(c, GetParam());
  }
}

TEST_P(TwoFourLinearEvery, ExactForEveryPairOfPlaces) {
  Random random(85);
  // 16 groups: every pair of places of a group, also one weight or none, meets every place in a packet.
  constexpr int kPatterns[] = {0x0, 0x1, 0x2, 0x4, 0x8, 0x3, 0x5, 0x9, 0x6, 0xA, 0xC};
  constexpr int64_t kRows = 11, kGroups = 16;
  Case c = random_case(random, 5, kRows, 4 * kGroups);
  for (int64_t n = 0; n < kRows; ++n)
    for (int64_t k = 0; k < c.k; ++k)
      c.values[static_cast<size_t>(n * c.k + k)] =
          (kPatterns[(n + k / 4) % kRows] >> k % 4 & 1) != 0 ? static_cast<int8_t>(k + 1) : int8_t{0};
  expect_exact(c, GetParam());
}

TEST_P(TwoFourLinearEvery, ExactWithoutWeights) {
  Random random(86);
  Case c = random_case(random, 4, 40, 50);
  std::fill_n(c.values.begin() + 3 * c.k, c.k, int8_t{0});
  expect_exact(c, GetParam());
  std::fill(c.values.begin(), c.values.end(), int8_t{0});
  expect_exact(c, GetParam());
}

TEST_P(TwoFourLinearEvery, SpecialRowsTouchOnlyThemselves) {
  Random random(87);
  Case c = random_case(random, 9, 70, 50);
  const TwoFourLinear linear = packed(c, GetParam());
  const Outcome before = run(c, linear);
  const auto row = [&](int64_t m) { return c.x.begin() + m * c.ldx; };
  std::fill_n(row(1), c.k, 0.0f);
  row(3)[17] = std::numeric_limits<float>::quiet_NaN();
  row(5)[49] = std::numeric_limits<float>::infinity();
  const Outcome after = run(c, linear);
  for (const int64_t m : {0, 2, 4, 6, 7, 8})
    for (int64_t n = 0; n < c.n; ++n)
      ASSERT_EQ(after.y[static_cast<size_t>(m * c.ldy + n)], before.y[static_cast<size_t>(m * c.ldy + n)]);
  expect_exact(c, GetParam());
}

TEST_P(TwoFourLinearEvery, AnySplitGivesTheSame) {
  Random random(88);
  const Case c = random_case(random, 17, 150, 65);
  const TwoFourLinear linear = packed(c, GetParam());
  const Outcome whole = run(c, linear);
  for (const int64_t rows : {1, 2, 5})
    for (const int64_t tiles : {1, 2, 3, 7}) {
      const Outcome split = run(c, linear, rows, tiles);
      EXPECT_EQ(bits(split.y), bits(whole.y));
      EXPECT_EQ(split.sums, whole.sums);
    }
}

TEST_P(TwoFourLinearEvery, EqualsDenseOnItsWorkspace) {
  Random random(89);
  const Case c = random_case(random, 13, 97, 203);
  const TwoFourLinear linear = packed(c, GetParam());
  const Int8Linear dense = Int8Linear::pack(c.weights(), GetParam()).value();
  ASSERT_EQ(linear.workspace_bytes(c.m), dense.workspace_bytes(c.m));
  AlignedBuffer workspace(linear.workspace_bytes(c.m));
  Outcome got = unwritten(c), want = unwritten(c);
  dense.run(c.x.data(), c.ldx, c.m, c.activation, want.y.data(), c.ldy, workspace.as<char>());
  linear.multiply(workspace.as<char>(), c.m, 0, linear.tile_count(c.m), c.activation, got.y.data(), c.ldy);
  EXPECT_EQ(bits(got.y), bits(want.y));
}

TEST_P(TwoFourLinearEvery, TakesFiveBytesForEightWeights) {
  Random random(90);
  const Case c = random_case(random, 1, 128, 256);
  const TwoFourLinear linear = packed(c, GetParam());
  EXPECT_EQ(linear.packed_bytes(), 128u * 256 * 5 / 8 + 128 * 3 * sizeof(float));
  EXPECT_EQ(linear.isa(), GetParam());
  EXPECT_NE(linear.kernel_name(1).find("2of4"), std::string_view::npos);
  EXPECT_GE(linear.row_grain(), 1);
  EXPECT_GE(linear.tile_grain(1), 1);
}

TEST(TwoFourLinearPack, RefusesWhatDoesNotFit) {
  const std::vector<float> scales(1, 1.0f);
  const auto pack = [&](const std::vector<int8_t>& values) {
    return TwoFourLinear::pack(
        {1, static_cast<int64_t>(values.size()), values.data(), scales.data(), nullptr}, Isa::Scalar);
  };
  EXPECT_TRUE(pack({1, 0, 0, 2, 0, 3, 4}));
  EXPECT_TRUE(pack({0, 0, 1, 2, 3, 4, 0, 0}));
  const auto refused = pack({0, 0, 0, 0, 1, 2, 3});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::InvalidArgument);
  EXPECT_NE(refused.error().message.find("2:4"), std::string::npos);
  EXPECT_FALSE(pack({-128, 0, 0, 0}));
}

TEST(TwoFourLinearTable, EveryIsaHasItsKernel) {
  for (const two_four::Kernel& kernel : two_four::all_kernels())
    EXPECT_EQ(two_four::find_kernel(kernel.isa).name, kernel.name);
}

}  // namespace
}  // namespace athena::kernels::testing
