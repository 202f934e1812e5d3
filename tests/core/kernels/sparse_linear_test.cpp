// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/sparse_linear/sparse_linear.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support.h"

namespace athena::kernels::testing {
namespace {

struct Case {
  int64_t m = 0, n = 0, k = 0, ldx = 0, ldy = 0;
  Activation activation = Activation::None;
  std::vector<float> x = {}, w = {}, bias = {};

  SparseWeights weights() const { return {n, k, w.data(), bias.empty() ? nullptr : bias.data()}; }
  std::string text() const {
    return "m " + std::to_string(m) + " n " + std::to_string(n) + " k " + std::to_string(k) + " seed " +
           std::to_string(seed());
  }
};

/// Weights of which about `zeros` percent are zero.
Case random_case(Random& random, int64_t m, int64_t n, int64_t k, int64_t zeros) {
  Case c{.m = m, .n = n, .k = k, .ldx = k + random.integer(0, 5), .ldy = n + random.integer(0, 5)};
  c.activation = kActivations[random.integer(0, 5)];
  c.x = random.floats(m * c.ldx);
  c.w = random.floats(n * k);
  for (float& w : c.w)
    if (random.integer(0, 99) < zeros) w = random.integer(0, 1) == 1 ? 0.0f : -0.0f;
  if (random.integer(0, 1) == 1) c.bias = random.floats(n);
  return c;
}

/// Straight from the formula in sparse_linear.h; gaps at kGuard.
std::vector<float> reference(const Case& c) {
  std::vector<float> y(static_cast<size_t>(c.m * c.ldy), kGuard);
  for (int64_t m = 0; m < c.m; ++m)
    for (int64_t n = 0; n < c.n; ++n) {
      float sum = c.bias.empty() ? 0.0f : c.bias[static_cast<size_t>(n)];
      for (int64_t k = 0; k < c.k; ++k)
        if (const float w = c.w[static_cast<size_t>(n * c.k + k)]; w != 0)
          sum = std::fma(w, c.x[static_cast<size_t>(m * c.ldx + k)], sum);
      y[static_cast<size_t>(m * c.ldy + n)] = activate(c.activation, sum);
    }
  return y;
}

SparseLinear packed(const Case& c, Isa isa) { return SparseLinear::pack(c.weights(), isa).value(); }

/// The phases in pieces of `groups` groups and `tiles` tiles, the last first, as threads might take them.
std::vector<float> run(const Case& c, const SparseLinear& linear, int64_t groups = INT64_MAX,
                       int64_t tiles = INT64_MAX) {
  std::vector<float> y(static_cast<size_t>(c.m * c.ldy), kGuard);
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
    linear.multiply(workspace.as<char>(), c.m, begin, end, c.activation, y.data(), c.ldy);
  });
  return y;
}

void expect_exact(const Case& c, Isa isa) {
  SCOPED_TRACE(c.text());
  ASSERT_EQ(bits(run(c, packed(c, isa))), bits(reference(c)));
}

using SparseLinearEvery = EveryIsa;
ATHENA_FOR_EVERY_ISA(SparseLinearEvery);

TEST_P(SparseLinearEvery, ExactOverRows) {
  Random random(60);
  for (int64_t m = 0; m <= 70; ++m) expect_exact(random_case(random, m, 19, 37, 70), GetParam());
  for (const int64_t m : {80, 127, 128, 129, 200})
    expect_exact(random_case(random, m, 5, 20, 70), GetParam());
}

TEST_P(SparseLinearEvery, ExactOverColumns) {
  Random random(61);
  for (const int64_t n : {0, 1, 7, 8, 9, 15, 16, 17, 31, 33, 127, 128, 129, 143, 144, 145, 260})
    for (const int64_t m : {1, 20}) expect_exact(random_case(random, m, n, 40, 70), GetParam());
}

TEST_P(SparseLinearEvery, ExactOverDepths) {
  Random random(62);
  for (int64_t k = 0; k <= 34; ++k) expect_exact(random_case(random, 18, 17, k, 50), GetParam());
  for (const int64_t k : {127, 128, 129, 255, 256, 257, 400})
    expect_exact(random_case(random, 18, 17, k, 50), GetParam());
}

TEST_P(SparseLinearEvery, ExactAtEverySparsity) {
  Random random(63);
  for (const int64_t zeros : {0, 10, 50, 90, 99, 100})
    expect_exact(random_case(random, 33, 150, 300, zeros), GetParam());
}

TEST_P(SparseLinearEvery, ExactForFuzzedShapes) {
  Random random(64);
  for (int i = 0; i < 40; ++i)
    expect_exact(random_case(random, random.integer(0, 90), random.integer(0, 200), random.integer(0, 300),
                             random.integer(0, 100)),
                 GetParam());
}

TEST_P(SparseLinearEvery, AnySplitGivesTheSame) {
  Random random(65);
  const Case c = random_case(random, 100, 300, 65, 80);
  const SparseLinear linear = packed(c, GetParam());
  const std::vector<float> whole = run(c, linear);
  for (const int64_t groups : {1, 2, 3})
    for (const int64_t tiles : {1, 2, 5}) EXPECT_EQ(bits(run(c, linear, groups, tiles)), bits(whole));
}

TEST_P(SparseLinearEvery, ARowDoesNotDependOnItsBatch) {
  Random random(66);
  const Case whole = random_case(random, 75, 20, 150, 80);
  const SparseLinear linear = packed(whole, GetParam());
  const std::vector<float> all = run(whole, linear);
  for (int64_t m = 0; m < whole.m; ++m) {
    Case one = whole;
    one.m = 1;
    one.x.assign(whole.x.begin() + m * whole.ldx, whole.x.begin() + (m + 1) * whole.ldx);
    const auto want = all.begin() + m * whole.ldy;
    EXPECT_EQ(bits(run(one, linear)), bits({want, want + whole.ldy})) << m;
  }
}

TEST_P(SparseLinearEvery, SpecialValuesReachOnlyWhatTheyMeet) {
  const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  // Channel 0 meets inputs 0 and 2, channel 1 input 1, channel 2 none.
  const Case c{.m = 3,
               .n = 3,
               .k = 3,
               .ldx = 3,
               .ldy = 3,
               .x = {1, inf, 2, nan, 1, 1, 1, 1, -inf},
               .w = {1, 0, 1, 0, 1, 0, 0, 0, 0},
               .bias = {0, 0, 5}};
  EXPECT_EQ(bits(run(c, packed(c, GetParam()))), bits({3, inf, 5, nan, 1, 5, -inf, 1, 5}));
  expect_exact(c, GetParam());
}

TEST_P(SparseLinearEvery, KeepsOnlyWhatIsNotZero) {
  const std::vector<float> w = {0, 1, -0.0f, 2, 0, 0};
  const SparseLinear linear = SparseLinear::pack({2, 3, w.data(), nullptr}, GetParam()).value();
  EXPECT_EQ(linear.nonzeros(), 2);
  EXPECT_EQ(linear.isa(), GetParam());
  EXPECT_FALSE(linear.kernel_name(1).empty());
  EXPECT_GE(linear.group_grain(), 1);
  EXPECT_GE(linear.tile_grain(1), 1);
}

TEST(SparseLinearPack, RefusesWhatItCannotRun) {
  const auto code = [](const SparseWeights& weights) {
    const auto linear = SparseLinear::pack(weights, Isa::Scalar);
    return linear ? ErrorCode::Internal : linear.error().code;
  };
  EXPECT_EQ(code({-1, 1, nullptr, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, nullptr, nullptr}), ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena::kernels::testing
