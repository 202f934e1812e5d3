// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_conv/int8_conv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "conv_case.h"
#include "core/kernels/int8_linear/int8_linear.h"
#include "core/kernels/quantize/quantize.h"

namespace athena::kernels::testing {
namespace {

constexpr int64_t kGuards = 16;  // numbers after the output that must stay

struct Case : ConvCase {
  Activation activation = Activation::None;
  std::vector<float> x = {};
};

void fill(Random& random, Case& c) {
  c.activation = kActivations[random.integer(0, 5)];
  c.x = random.floats(c.input.batch * c.sample(), 2.0f, static_cast<float>(random.integer(-2, 2)));
  fill_weights(random, c);
}

struct Outcome {
  std::vector<float> y;       // [batch, n, height, width], then guards
  std::vector<int32_t> sums;  // the same
};

Outcome empty_outcome(const Case& c) {
  return {std::vector<float>(static_cast<size_t>(c.result() + kGuards), kGuard),
          std::vector<int32_t>(static_cast<size_t>(c.result() + kGuards), 54321)};
}

/// Straight from the formula in int8_conv.h.
Outcome reference(const Case& c) {
  Outcome out = empty_outcome(c);
  std::vector<uint8_t> codes(static_cast<size_t>(c.sample()));
  const auto [height, width] = c.input.size;
  size_t at = 0;
  for (int64_t b = 0; b < c.input.batch; ++b) {
    const RowRange range = quantize_row_u8(c.x.data() + b * c.sample(), c.sample(), codes.data());
    for (int64_t n = 0; n < c.n; ++n)
      for (int64_t oy = 0; oy < c.outputs(0); ++oy)
        for (int64_t ox = 0; ox < c.outputs(1); ++ox, ++at) {
          const int64_t sum = sum_of(c, n, oy, ox, [&](int64_t channel, int64_t y, int64_t x) {
            return codes[static_cast<size_t>((channel * height + y) * width + x)] - range.zero_point;
          });
          out.sums[at] = static_cast<int32_t>(sum);
          const auto column = static_cast<size_t>(n);
          out.y[at] = activate(c.activation, std::fma(static_cast<float>(sum), range.scale * c.scales[column],
                                                      c.bias.empty() ? 0.0f : c.bias[column]));
        }
  }
  return out;
}

Outcome run(const Case& c, const Int8Conv& conv, int64_t units = INT64_MAX) {
  Outcome out = empty_outcome(c);
  const ConvPlan plan = conv.plan(c.input).value();
  AlignedBuffer buffer(conv.workspace_bytes(plan));
  auto* workspace = buffer.as<char>();
  in_pieces(conv.scan_count(plan), units,
            [&](int64_t begin, int64_t end) { conv.scan(plan, c.x.data(), begin, end, workspace); });
  conv.settle(plan, workspace);
  in_pieces(conv.quantize_count(plan), units,
            [&](int64_t begin, int64_t end) { conv.quantize(plan, c.x.data(), begin, end, workspace); });
  in_pieces(conv.tile_count(plan), units, [&](int64_t begin, int64_t end) {
    conv.multiply(plan, workspace, begin, end, c.activation, out.y.data());
    conv.accumulate(plan, workspace, begin, end, out.sums.data());
  });
  return out;
}

Int8Conv packed(const Case& c, Isa isa) { return Int8Conv::pack(c.weights(), isa).value(); }

void expect_exact(const Case& c, Isa isa) {
  SCOPED_TRACE(c.text());
  const Outcome got = run(c, packed(c, isa)), want = reference(c);
  ASSERT_EQ(got.sums, want.sums);
  ASSERT_EQ(bits(got.y), bits(want.y));
}

using Int8ConvEvery = EveryIsa;
ATHENA_FOR_EVERY_ISA(Int8ConvEvery);

TEST_P(Int8ConvEvery, ExactOverChannels) {
  Random random(30);
  for (const int64_t channels : {1, 2, 3, 4, 5, 7, 8, 9})
    for (const int64_t n : {0, 1, 3, 4, 5, 6, 7, 8, 9, 16, 17}) {
      Case c = square<Case>(6, channels, n, 3, 1, 1);
      fill(random, c);
      expect_exact(c, GetParam());
    }
}

TEST_P(Int8ConvEvery, ExactOverWidths) {
  Random random(31);
  for (int64_t width = 1; width <= 70; ++width)
    for (const int64_t groups : {1, 6}) {
      Case c = square<Case>(1, 6, 12, 3, 1, 1, 1, groups);
      c.input.size = {random.integer(1, 3), width};
      fill(random, c);
      expect_exact(c, GetParam());
    }
}

TEST_P(Int8ConvEvery, ExactOverStridesDilationsAndPadding) {
  Random random(32);
  for (const int64_t kernel : {1, 2, 3, 5})
    for (const int64_t stride : {1, 2, 3, 4})
      for (const int64_t dilation : {1, 2, 3})
        for (const int64_t padding : {0, 1, 3})
          for (const int64_t groups : {1, 4}) {
            Case c = square<Case>(13, 4, 4, kernel, stride, padding, dilation, groups);
            if (c.outputs(0) < 1) continue;
            fill(random, c);
            expect_exact(c, GetParam());
          }
}

TEST_P(Int8ConvEvery, ExactOneByOne) {
  Random random(33);
  for (const int64_t size : {1, 2, 7, 14})
    for (const int64_t stride : {1, 2}) {
      Case c = square<Case>(size, 37, 21, 1, stride, 0);
      c.input.batch = 2;
      fill(random, c);
      expect_exact(c, GetParam());
    }
}

TEST_P(Int8ConvEvery, ExactWithGroups) {
  Random random(34);
  for (const int64_t groups : {2, 3, 6})
    for (const int64_t outputs : {1, 2, 5, 9}) {
      Case c = square<Case>(5, 6, groups * outputs, 3, 1, 1, 1, groups);
      c.input.batch = 2;
      fill(random, c);
      expect_exact(c, GetParam());
    }
}

TEST_P(Int8ConvEvery, ExactDepthwise) {
  Random random(35);
  for (const int64_t kernel : {1, 2, 3, 4, 5, 7, 9})
    for (const int64_t stride : {1, 2, 5})
      for (const int64_t multiplier : {1, 2}) {
        Case c = square<Case>(19, 3, 3 * multiplier, kernel, stride, kernel / 2, 1, 3);
        c.input.batch = 2;
        fill(random, c);
        expect_exact(c, GetParam());
      }
}

TEST_P(Int8ConvEvery, ExactForFuzzedShapes) {
  Random random(36);
  for (int i = 0; i < 150; ++i) {
    Case c;
    c.groups = random.integer(0, 2) == 0 ? random.integer(1, 5) : 1;
    c.channels = random.integer(1, 12);
    c.n = c.groups * random.integer(1, 12);
    fuzz_windows(random, 24, c);
    fill(random, c);
    expect_exact(c, GetParam());
  }
}

TEST_P(Int8ConvEvery, ExactInOneDimensionWithAHugeStride) {
  Random random(37);
  for (const int64_t stride : {64, 100, 300}) {
    Case c;
    c.n = 10;
    c.channels = 1;
    c.kernel = {1, 256};
    c.input = {.batch = 2, .size = {1, 1000}, .stride = {1, stride}, .before = {0, 0}, .after = {0, 64}};
    fill(random, c);
    expect_exact(c, GetParam());
  }
}

TEST_P(Int8ConvEvery, ExactAtTheExtremesOfDepth) {
  const int64_t channels = Int8Linear::kMaxDepth / 9;
  for (const int8_t value : {int8_t{127}, int8_t{-127}})
    for (const float sign : {1.0f, -1.0f}) {
      Case c = square<Case>(3, channels, 3, 3, 1, 0);
      c.x.assign(static_cast<size_t>(c.sample()), sign);
      c.values.assign(static_cast<size_t>(c.n * channels * 9), value);
      c.scales.assign(static_cast<size_t>(c.n), 1.0f);
      expect_exact(c, GetParam());
    }
}

TEST_P(Int8ConvEvery, ExactWhereEachOperandIsExtreme) {
  Random random(38);
  // Codes of 0 and 255 with zero points at both ends, against weights of +-127: where 16-bit sums would
  // saturate.
  for (int i = 0; i < 20; ++i) {
    Case c = square<Case>(9, 8, 8, 3, 1, 1, 1, i % 4 < 2 ? 1 : 8);
    fill(random, c);
    for (float& x : c.x) x = random.integer(0, 1) == 1 ? 1.0f : (i % 2 == 0 ? 0.0f : -1.0f);
    for (int8_t& value : c.values) value = random.integer(0, 1) == 1 ? 127 : -127;
    expect_exact(c, GetParam());
  }
}

TEST_P(Int8ConvEvery, SpecialSamplesTouchOnlyThemselves) {
  Random random(39);
  for (const int64_t groups : {1, 5}) {
    Case c = square<Case>(8, 5, 10, 3, 2, 1, 1, groups);
    c.input.batch = 5;
    fill(random, c);
    c.activation = Activation::None;
    const auto sample = [&](int64_t b) { return c.x.begin() + b * c.sample(); };
    std::fill_n(sample(0), c.sample(), 0.0f);
    sample(1)[17] = std::numeric_limits<float>::quiet_NaN();
    sample(3)[c.sample() - 1] = -std::numeric_limits<float>::infinity();
    expect_exact(c, GetParam());
    const Outcome out = run(c, packed(c, GetParam()));
    const int64_t each = c.result() / c.input.batch;
    for (int64_t i = 0; i < each; ++i) {
      const auto n = static_cast<size_t>(i / (each / c.n));
      EXPECT_EQ(out.y[static_cast<size_t>(i)], c.bias.empty() ? 0.0f : c.bias[n]);
      for (const int64_t b : {1, 3}) EXPECT_TRUE(std::isnan(out.y[static_cast<size_t>(b * each + i)]));
      for (const int64_t b : {2, 4}) EXPECT_FALSE(std::isnan(out.y[static_cast<size_t>(b * each + i)]));
    }
  }
}

TEST_P(Int8ConvEvery, ASampleDoesNotDependOnItsBatch) {
  Random random(40);
  for (const int64_t groups : {1, 6}) {
    Case whole = square<Case>(11, 6, 18, 3, 1, 1, 1, groups);
    whole.input.batch = 8;
    fill(random, whole);
    const Int8Conv conv = packed(whole, GetParam());
    const Outcome all = run(whole, conv);
    const int64_t each = whole.result() / whole.input.batch;
    for (int64_t b = 0; b < whole.input.batch; ++b) {
      Case one = whole;
      one.input.batch = 1;
      one.x.assign(whole.x.begin() + b * whole.sample(), whole.x.begin() + (b + 1) * whole.sample());
      std::vector<float> got = run(one, conv).y;
      got.resize(static_cast<size_t>(each));
      EXPECT_EQ(bits(got), bits({all.y.begin() + b * each, all.y.begin() + (b + 1) * each})) << b;
    }
  }
}

TEST_P(Int8ConvEvery, AnySplitGivesTheSame) {
  Random random(41);
  for (const int64_t groups : {1, 2, 10}) {
    Case c = square<Case>(40, 20, 20, 3, 1, 1, 1, groups);
    c.input.batch = 2;
    fill(random, c);
    const Int8Conv conv = packed(c, GetParam());
    const Outcome whole = run(c, conv);
    for (const int64_t units : {1, 2, 3, 7}) {
      const Outcome split = run(c, conv, units);
      EXPECT_EQ(bits(split.y), bits(whole.y));
      EXPECT_EQ(split.sums, whole.sums);
    }
  }
}

TEST_P(Int8ConvEvery, RunDoesAllPhases) {
  Random random(42);
  Case c = square<Case>(10, 8, 8, 3, 1, 1);
  fill(random, c);
  const Int8Conv conv = packed(c, GetParam());
  const ConvPlan plan = conv.plan(c.input).value();
  AlignedBuffer workspace(conv.workspace_bytes(plan));
  Outcome out = empty_outcome(c);
  conv.run(plan, c.x.data(), c.activation, out.y.data(), workspace.as<char>());
  EXPECT_EQ(bits(out.y), bits(reference(c).y));
  EXPECT_FALSE(conv.kernel_name().empty());
  EXPECT_EQ(conv.isa(), GetParam());
  for (const int64_t grain : {conv.scan_grain(), conv.quantize_grain(plan), conv.tile_grain(plan)})
    EXPECT_GE(grain, 1);
}

TEST(Int8ConvPack, RefusesWhatItCannotRun) {
  const std::vector<int8_t> values(static_cast<size_t>(Int8Linear::kMaxDepth + 1), 1);
  const std::vector<int8_t> lowest{-128};
  const float scale = 1.0f;
  const auto code = [](const ConvWeights& weights) {
    const auto conv = Int8Conv::pack(weights, Isa::Scalar);
    return conv ? ErrorCode::Internal : conv.error().code;
  };
  EXPECT_EQ(code({-1, 1, 1, {1, 1}, values.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({3, 1, 2, {1, 1}, values.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, 0, {1, 1}, values.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, 1, {0, 1}, values.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, 1, {1, 1}, nullptr, &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, 1, {1, 1}, lowest.data(), &scale, nullptr}), ErrorCode::InvalidArgument);
  EXPECT_EQ(code({1, 1, 1, {1, Int8Linear::kMaxDepth + 1}, values.data(), &scale, nullptr}),
            ErrorCode::NotSupported);
}

TEST(Int8ConvPlan, RefusesInputsThatFitNoKernel) {
  const std::vector<int8_t> values(9, 1);
  const float scale = 1.0f;
  const Int8Conv conv =
      Int8Conv::pack({1, 1, 1, {3, 3}, values.data(), &scale, nullptr}, Isa::Scalar).value();
  EXPECT_TRUE(conv.plan({.size = {3, 3}}));
  EXPECT_FALSE(conv.plan({.size = {2, 3}}));
  EXPECT_FALSE(conv.plan({.size = {4, 4}, .dilation = {1, 2}}));
  EXPECT_FALSE(conv.plan({.size = {3, 3}, .stride = {0, 1}}));
  EXPECT_FALSE(conv.plan({.size = {3, 3}, .before = {-1, 0}}));
  EXPECT_FALSE(conv.plan({.batch = -1, .size = {3, 3}}));
}

}  // namespace
}  // namespace athena::kernels::testing
