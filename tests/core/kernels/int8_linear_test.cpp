// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_linear/int8_linear.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/quantize/quantize.h"
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
           std::to_string(ldx) + " ldy " + std::to_string(ldy);
  }
};

Case random_case(Random& random, int64_t m, int64_t n, int64_t k) {
  Case c{.m = m, .n = n, .k = k, .ldx = k + random.integer(0, 5), .ldy = n + random.integer(0, 5)};
  c.activation = kActivations[random.integer(0, 5)];
  c.x = random.floats(m * c.ldx, 2.0f, static_cast<float>(random.integer(-2, 2)));
  c.values = random.integers<int8_t>(n * k, -127, 127);
  c.scales = random.floats(n, 0.01f);
  if (random.integer(0, 1) == 1) c.bias = random.floats(n);
  return c;
}

struct Outcome {
  std::vector<float> y;       // [m, ldy], gaps at kGuard
  std::vector<int32_t> sums;  // [m, n]
};

/// Straight from the formula in int8_linear.h.
Outcome reference(const Case& c) {
  Outcome out{std::vector<float>(static_cast<size_t>(c.m * c.ldy), kGuard),
              std::vector<int32_t>(static_cast<size_t>(c.m * c.n))};
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

Int8Linear packed(const Case& c, Isa isa) { return Int8Linear::pack(c.weights(), isa).value(); }

/// The phases in pieces of `rows` rows and `tiles` tiles, the last first, as threads might take them.
Outcome run(const Case& c, const Int8Linear& linear, int64_t rows = INT64_MAX, int64_t tiles = INT64_MAX) {
  Outcome out{std::vector<float>(static_cast<size_t>(c.m * c.ldy), kGuard),
              std::vector<int32_t>(static_cast<size_t>(c.m * c.n))};
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
  SCOPED_TRACE(c.text() + " seed " + std::to_string(seed()));
  const Outcome got = run(c, packed(c, isa)), want = reference(c);
  ASSERT_EQ(got.sums, want.sums);
  ASSERT_EQ(bits(got.y), bits(want.y));
}

using Int8LinearEvery = EveryIsa;
ATHENA_FOR_EVERY_ISA(Int8LinearEvery);

TEST_P(Int8LinearEvery, ExactOverRowsAndColumns) {
  Random random(10);
  for (int64_t m = 0; m <= 14; ++m)
    for (const int64_t n : {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 130})
      expect_exact(random_case(random, m, n, 20), GetParam());
}

TEST_P(Int8LinearEvery, ExactOverDepths) {
  Random random(11);
  for (int64_t k = 0; k <= 140; ++k)
    for (const int64_t m : {1, 3, 7}) expect_exact(random_case(random, m, 19, k), GetParam());
}

TEST_P(Int8LinearEvery, ExactForFuzzedShapes) {
  Random random(12);
  for (int i = 0; i < 60; ++i)
    expect_exact(random_case(random, random.integer(0, 40), random.integer(0, 200), random.integer(0, 400)),
                 GetParam());
}

TEST_P(Int8LinearEvery, ExactAtTheExtremesOfDepth) {
  for (const int8_t value : {int8_t{127}, int8_t{-127}}) {
    for (const float sign : {1.0f, -1.0f}) {
      Case c{.m = 7, .n = 17, .k = Int8Linear::kMaxDepth, .ldx = Int8Linear::kMaxDepth, .ldy = 17};
      c.x.assign(static_cast<size_t>(c.m * c.k), sign);
      c.values.assign(static_cast<size_t>(c.n * c.k), value);
      c.scales.assign(static_cast<size_t>(c.n), 1.0f);
      expect_exact(c, GetParam());
    }
  }
}

TEST_P(Int8LinearEvery, ExactWhereEachOperandIsExtreme) {
  Random random(13);
  // Codes of 0 and 255 with zero points at both ends, against weights of +-127: where 16-bit sums would
  // saturate.
  for (int i = 0; i < 20; ++i) {
    Case c = random_case(random, 6, 33, 128);
    for (float& x : c.x) x = random.integer(0, 1) == 1 ? 1.0f : (i % 2 == 0 ? 0.0f : -1.0f);
    for (int8_t& value : c.values) value = random.integer(0, 1) == 1 ? 127 : -127;
    expect_exact(c, GetParam());
  }
}

TEST_P(Int8LinearEvery, SpecialRowsTouchOnlyThemselves) {
  Random random(14);
  Case c = random_case(random, 9, 40, 50);
  c.activation = Activation::None;
  const auto row = [&](int64_t m) { return c.x.begin() + m * c.ldx; };
  std::fill_n(row(1), c.k, 0.0f);
  row(3)[17] = std::numeric_limits<float>::quiet_NaN();
  row(5)[49] = std::numeric_limits<float>::infinity();
  row(7)[0] = -std::numeric_limits<float>::infinity();
  expect_exact(c, GetParam());
  const Outcome out = run(c, packed(c, GetParam()));
  for (int64_t n = 0; n < c.n; ++n) {
    EXPECT_EQ(out.y[static_cast<size_t>(c.ldy + n)], c.bias.empty() ? 0.0f : c.bias[static_cast<size_t>(n)]);
    for (const int64_t m : {3, 5, 7}) EXPECT_TRUE(std::isnan(out.y[static_cast<size_t>(m * c.ldy + n)]));
    EXPECT_FALSE(std::isnan(out.y[static_cast<size_t>(4 * c.ldy + n)]));
  }
}

TEST_P(Int8LinearEvery, ARowDoesNotDependOnItsBatch) {
  Random random(15);
  const Case whole = random_case(random, 29, 150, 97);
  const Int8Linear linear = packed(whole, GetParam());
  const Outcome all = run(whole, linear);
  for (int64_t m = 0; m < whole.m; ++m) {
    Case one = whole;
    one.m = 1;
    one.x.assign(whole.x.begin() + m * whole.ldx, whole.x.begin() + (m + 1) * whole.ldx);
    const auto want = all.y.begin() + m * whole.ldy;
    EXPECT_EQ(bits(run(one, linear).y), bits({want, want + whole.ldy})) << m;
  }
}

TEST_P(Int8LinearEvery, AnySplitGivesTheSame) {
  Random random(16);
  const Case c = random_case(random, 23, 140, 65);
  const Int8Linear linear = packed(c, GetParam());
  const Outcome whole = run(c, linear);
  for (const int64_t rows : {1, 2, 5})
    for (const int64_t tiles : {1, 2, 3, 7}) {
      const Outcome split = run(c, linear, rows, tiles);
      EXPECT_EQ(bits(split.y), bits(whole.y));
      EXPECT_EQ(split.sums, whole.sums);
    }
}

TEST_P(Int8LinearEvery, UnpacksWhatWasPacked) {
  Random random(17);
  for (const int64_t n : {0, 1, 15, 16, 33, 130})
    for (const int64_t k : {0, 1, 3, 4, 70, 129}) {
      const Case c = random_case(random, 1, n, k);
      SCOPED_TRACE(c.text());
      std::vector<int8_t> values(c.values.size());
      packed(c, GetParam()).unpack(values.data());
      EXPECT_EQ(values, c.values);
    }
}

TEST_P(Int8LinearEvery, SaysWhichKernelRuns) {
  Random random(17);
  const Int8Linear linear = packed(random_case(random, 1, 8, 8), GetParam());
  for (const int64_t m : {1, 2, 100}) EXPECT_FALSE(linear.kernel_name(m).empty());
  EXPECT_EQ(linear.isa(), GetParam());
  EXPECT_GE(linear.row_grain(), 1);
  EXPECT_GE(linear.tile_grain(1), 1);
}

TEST(Int8LinearPack, RefusesWhatItCannotRun) {
  const std::vector<int8_t> values(static_cast<size_t>(Int8Linear::kMaxDepth + 1), 1);
  const std::vector<int8_t> lowest{-128};
  const float scale = 1.0f;
  const auto code = [](const Int8Weights& weights) {
    const auto linear = Int8Linear::pack(weights, Isa::Scalar);
    return linear ? ErrorCode::Internal : linear.error().code;
  };
  EXPECT_EQ(code({-1, 1, values.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, nullptr, &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, values.data(), nullptr, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, lowest.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, Int8Linear::kMaxDepth + 1, values.data(), &scale, nullptr}), ErrorCode::NotSupported);
}

}  // namespace
}  // namespace athena::kernels::testing
