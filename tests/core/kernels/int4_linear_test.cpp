// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int4_linear/int4_linear.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/quantize/quantize.h"
#include "support.h"

namespace athena::kernels::testing {
namespace {

struct Case {
  int64_t m = 0, n = 0, k = 0, group = 0, ldx = 0, ldy = 0;
  Activation activation = Activation::None;
  std::vector<float> x = {}, scales = {}, bias = {};
  std::vector<uint8_t> codes = {}, packed = {}, zeros = {};  // codes [n, k]

  void pack() {
    packed.assign(static_cast<size_t>(n * ((k + 1) / 2)), 0);
    for (int64_t i = 0; i < n; ++i) pack_int4(codes.data() + i * k, k, packed.data() + i * ((k + 1) / 2));
  }
  Int4Weights weights() const {
    return {n,
            k,
            group,
            packed.data(),
            scales.data(),
            zeros.empty() ? nullptr : zeros.data(),
            bias.empty() ? nullptr : bias.data()};
  }
  std::string text() const {
    return "m " + std::to_string(m) + " n " + std::to_string(n) + " k " + std::to_string(k) + " group " +
           std::to_string(group) + (zeros.empty() ? " symmetric" : " zero points") + " seed " +
           std::to_string(seed());
  }
};

Case random_case(Random& random, int64_t m, int64_t n, int64_t k, int64_t group) {
  Case c{.m = m, .n = n, .k = k, .group = group, .ldx = k + random.integer(0, 5)};
  c.ldy = n + random.integer(0, 5);
  c.activation = static_cast<Activation>(random.integer(0, 5));
  c.x = random.floats(m * c.ldx, 2.0f, static_cast<float>(random.integer(-2, 2)));
  c.codes = random.integers<uint8_t>(n * k, 0, 15);
  c.scales = random.floats(n * int4_groups(k, group), 0.1f);
  if (random.integer(0, 1) == 1) c.zeros = random.integers<uint8_t>(n * int4_groups(k, group), 0, 15);
  if (random.integer(0, 1) == 1) c.bias = random.floats(n);
  c.pack();
  return c;
}

/// One output, straight from the formula in int4_linear.h.
float reference(const Case& c, Int4Mode mode, int64_t m, int64_t n) {
  const float* x = c.x.data() + m * c.ldx;
  std::vector<uint8_t> xq(static_cast<size_t>(c.k));
  const RowRange range = quantize_row_u8(x, c.k, xq.data());
  const int64_t groups = int4_groups(c.k, c.group), length = groups <= 1 ? c.k : c.group;
  float total = 0, offset = 0;
  for (int64_t g = 0; g < groups; ++g) {
    const float scale = c.scales[static_cast<size_t>(n * groups + g)];
    const int32_t zero = c.zeros.empty() ? 8 : c.zeros[static_cast<size_t>(n * groups + g)];
    int64_t sum = 0, weights = 0;
    float product = 0;
    for (int64_t k = g * length; k < std::min((g + 1) * length, c.k); ++k) {
      const int32_t w = c.codes[static_cast<size_t>(n * c.k + k)] - zero;
      sum += xq[static_cast<size_t>(k)] * w;
      weights += w;
      product = std::fma(x[k], static_cast<float>(w), product);
    }
    total = std::fma(scale, mode == Int4Mode::WeightOnly ? product : static_cast<float>(sum), total);
    offset = std::fma(scale, static_cast<float>(weights), offset);
  }
  const float bias = c.bias.empty() ? 0.0f : c.bias[static_cast<size_t>(n)];
  if (mode == Int4Mode::WeightOnly) return activate(c.activation, total + bias);
  const float centred = std::fma(-static_cast<float>(range.zero_point), offset, total);
  return activate(c.activation, std::fma(range.scale, centred, bias));
}

std::vector<float> reference(const Case& c, Int4Mode mode) {
  std::vector<float> y(static_cast<size_t>(c.m * c.ldy), kGuard);
  for (int64_t m = 0; m < c.m; ++m)
    for (int64_t n = 0; n < c.n; ++n) y[static_cast<size_t>(m * c.ldy + n)] = reference(c, mode, m, n);
  return y;
}

/// The phases in pieces of `rows` rows and `tiles` tiles, the last first, as threads might take them.
std::vector<float> run(const Case& c, const Int4Linear& linear, int64_t rows = INT64_MAX,
                       int64_t tiles = INT64_MAX) {
  std::vector<float> y(static_cast<size_t>(c.m * c.ldy), kGuard);
  AlignedBuffer workspace(linear.workspace_bytes(c.m));
  rows = std::clamp<int64_t>(rows, 1, std::max<int64_t>(c.m, 1));
  for (int64_t begin = (c.m - 1) / rows * rows; c.m > 0 && begin >= 0; begin -= rows)
    linear.quantize(c.x.data(), c.ldx, c.m, begin, std::min(begin + rows, c.m), workspace.as<char>());
  const int64_t count = linear.tile_count(c.m);
  tiles = std::clamp<int64_t>(tiles, 1, std::max<int64_t>(count, 1));
  for (int64_t begin = (count - 1) / tiles * tiles; count > 0 && begin >= 0; begin -= tiles)
    linear.multiply(workspace.as<char>(), c.m, begin, std::min(begin + tiles, count), c.activation, y.data(),
                    c.ldy);
  return y;
}

class Int4LinearEvery : public ::testing::TestWithParam<std::tuple<Isa, Int4Mode>> {
 protected:
  Int4Mode mode() const { return std::get<1>(GetParam()); }
  Int4Linear packed(const Case& c) const {
    return Int4Linear::pack(c.weights(), mode(), std::get<0>(GetParam())).value();
  }
  void expect_exact(const Case& c) const {
    SCOPED_TRACE(c.text());
    ASSERT_EQ(bits(run(c, packed(c))), bits(reference(c, mode())));
  }
};
INSTANTIATE_TEST_SUITE_P(Isa, Int4LinearEvery,
                         ::testing::Combine(::testing::ValuesIn(available_isas()),
                                            ::testing::Values(Int4Mode::WeightOnly, Int4Mode::DynamicInt8)),
                         [](const auto& info) {
                           return std::string(name(std::get<0>(info.param))) +
                                  (std::get<1>(info.param) == Int4Mode::WeightOnly ? "_weight_only"
                                                                                   : "_dynamic");
                         });

TEST_P(Int4LinearEvery, SameBitsOverRowsAndColumns) {
  Random random(20);
  for (int64_t m = 0; m <= 13; ++m)
    for (const int64_t n : {0, 1, 7, 8, 15, 16, 17, 33, 63, 64, 65, 130})
      expect_exact(random_case(random, m, n, 70, 32));
}

TEST_P(Int4LinearEvery, SameBitsOverDepthsAndGroups) {
  Random random(21);
  for (int64_t k = 0; k <= 140; ++k)
    for (const int64_t group : {0, 32, 64, 128})
      expect_exact(random_case(random, random.integer(1, 7), 19, k, group));
}

TEST_P(Int4LinearEvery, SameBitsOverManyRows) {
  Random random(29);
  for (const int64_t m : {47, 48, 49, 53, 95})
    for (const int64_t n : {1, 17, 64, 65, 130})
      for (const int64_t k : {8, 70, 129, 256})
        expect_exact(random_case(random, m, n, k, 32 * random.integer(0, 4)));
}

TEST_P(Int4LinearEvery, SameBitsForFuzzedShapes) {
  Random random(22);
  for (int i = 0; i < 40; ++i)
    expect_exact(random_case(random, random.integer(0, 30), random.integer(0, 150), random.integer(0, 400),
                             32 * random.integer(0, 5)));
}

TEST_P(Int4LinearEvery, ExactAtTheExtremes) {
  Random random(23);
  for (int i = 0; i < 12; ++i) {
    Case c = random_case(random, i < 8 ? 6 : 50, 33, 1024, i % 3 == 0 ? 0 : 128);
    for (float& x : c.x) x = i % 2 == 0 ? 1.0f : (random.integer(0, 1) == 1 ? 1.0f : -1.0f);
    for (uint8_t& code : c.codes) code = i % 4 < 2 ? 15 : (random.integer(0, 1) == 1 ? 15 : 0);
    for (uint8_t& zero : c.zeros) zero = i % 2 == 0 ? 0 : 15;
    c.pack();
    expect_exact(c);
  }
}

TEST_P(Int4LinearEvery, SpecialRowsTouchOnlyThemselves) {
  Random random(24);
  Case c = random_case(random, 5, 40, 64, 32);
  c.activation = Activation::None;
  c.zeros.clear();
  std::fill_n(c.x.begin() + c.ldx, c.k, 0.0f);
  c.x[static_cast<size_t>(3 * c.ldx + 17)] = std::numeric_limits<float>::quiet_NaN();
  expect_exact(c);
  const auto y = run(c, packed(c));
  for (int64_t n = 0; n < c.n; ++n) {
    EXPECT_EQ(y[static_cast<size_t>(c.ldy + n)], c.bias.empty() ? 0.0f : c.bias[static_cast<size_t>(n)]);
    EXPECT_TRUE(std::isnan(y[static_cast<size_t>(3 * c.ldy + n)]));
    EXPECT_FALSE(std::isnan(y[static_cast<size_t>(4 * c.ldy + n)]));
  }
}

TEST_P(Int4LinearEvery, ARowDoesNotDependOnItsBatch) {
  Random random(25);
  const Case whole = random_case(random, 61, 90, 97, 32);
  const Int4Linear linear = packed(whole);
  const auto all = run(whole, linear);
  for (int64_t m = 0; m < whole.m; ++m) {
    Case one = whole;
    one.m = 1;
    one.x.assign(whole.x.begin() + m * whole.ldx, whole.x.begin() + (m + 1) * whole.ldx);
    const auto want = all.begin() + m * whole.ldy;
    EXPECT_EQ(bits(run(one, linear)), bits({want, want + whole.ldy})) << m;
  }
}

TEST_P(Int4LinearEvery, AnySplitGivesTheSame) {
  Random random(26);
  for (const int64_t m : {23, 70}) {
    const Case c = random_case(random, m, 140, 65, 32);
    const Int4Linear linear = packed(c);
    const auto whole = run(c, linear);
    for (const int64_t rows : {1, 5})
      for (const int64_t tiles : {1, 3, 7, 13}) EXPECT_EQ(bits(run(c, linear, rows, tiles)), bits(whole));
  }
}

TEST_P(Int4LinearEvery, SaysWhichKernelRuns) {
  Random random(27);
  const Int4Linear linear = packed(random_case(random, 1, 8, 8, 0));
  for (const int64_t m : {1, 2, 100}) EXPECT_FALSE(linear.kernel_name(m).empty());
}

TEST(Int4LinearPack, RefusesWhatItCannotRun) {
  Random random(28);
  const Case c = random_case(random, 1, 2, 100, 32);
  const auto code = [](const Int4Weights& weights) {
    const auto linear = Int4Linear::pack(weights, Int4Mode::WeightOnly, Isa::Scalar);
    return linear ? ErrorCode::Internal : linear.error().code;
  };
  Int4Weights weights = c.weights();
  weights.group = 20;
  EXPECT_EQ(code(weights), ErrorCode::InvalidArgument);
  weights = c.weights();
  weights.n = -1;
  EXPECT_EQ(code(weights), ErrorCode::InvalidArgument);
  weights = c.weights();
  weights.scales = nullptr;
  EXPECT_EQ(code(weights), ErrorCode::InvalidArgument);
  weights = c.weights();
  const std::vector<uint8_t> zeros(8, 16);
  weights.zero_points = zeros.data();
  EXPECT_EQ(code(weights), ErrorCode::InvalidArgument);
  weights = c.weights();
  weights.k = Int4Linear::kMaxDepth + 1;
  EXPECT_EQ(code(weights), ErrorCode::NotSupported);
}

}  // namespace
}  // namespace athena::kernels::testing
