// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantized_conv/quantized_conv.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "conv_case.h"
#include "core/kernels/int8_linear/int8_linear.h"

namespace athena::kernels::testing {
namespace {

constexpr int64_t kGuards = 80;  // codes after the output that must stay
constexpr uint8_t kGuardCode = 77;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Case : ConvCase {
  ConvRanges ranges = {};
  std::vector<uint8_t> x = {}, add = {};
};

RowRange random_range(Random& random, float deviation) {
  return {deviation * static_cast<float>(random.integer(1, 1000)) / 40000.0f,
          static_cast<int32_t>(random.integer(0, 255))};
}

/// Ranges under which most codes of y are neither the least nor the greatest.
void fill(Random& random, Case& c) {
  c.x = random.integers<uint8_t>(c.input.batch * c.sample(), 0, 255);
  fill_weights(random, c);
  c.ranges = {};
  c.ranges.x = {0.02f, static_cast<int32_t>(random.integer(0, 255))};
  c.ranges.y = random_range(random, std::sqrt(static_cast<float>(std::max<int64_t>(c.depth(), 1))));
  if (random.integer(0, 2) == 0) {
    c.ranges.add = random_range(random, 1.0f);
    c.add = random.integers<uint8_t>(c.result(), 0, 255);
  }
  if (random.integer(0, 1) == 1) c.ranges.low = 0.0f;
  if (random.integer(0, 3) == 1) c.ranges.high = 1.0f;
}

int32_t code_of(float value, const RowRange& range) {
  const double code = std::nearbyint(static_cast<double>(value / range.scale)) + range.zero_point;
  return static_cast<int32_t>(std::clamp(code, 0.0, 255.0));
}

/// Straight from the formula in quantized_conv.h, with guards behind.
std::vector<uint8_t> reference(const Case& c) {
  std::vector<uint8_t> y(static_cast<size_t>(c.result() + kGuards), kGuardCode);
  const auto [height, width] = c.input.size;
  const RowRange &zx = c.ranges.x, &zy = c.ranges.y;
  const auto low = static_cast<float>(code_of(c.ranges.low, zy)),
             high = static_cast<float>(code_of(c.ranges.high, zy));
  size_t at = 0;
  for (int64_t b = 0; b < c.input.batch; ++b)
    for (int64_t oy = 0; oy < c.outputs(0); ++oy)
      for (int64_t ox = 0; ox < c.outputs(1); ++ox)
        for (int64_t n = 0; n < c.n; ++n, ++at) {
          const int64_t sum = sum_of(c, n, oy, ox, [&](int64_t channel, int64_t y_in, int64_t x_in) {
            const int64_t place = ((b * height + y_in) * width + x_in) * c.groups * c.channels + channel;
            return c.x[static_cast<size_t>(place)] - zx.zero_point;
          });
          const auto column = static_cast<size_t>(n);
          const float m = zx.scale * c.scales[column] / zy.scale;
          float offset =
              (c.bias.empty() ? 0.0f : c.bias[column]) / zy.scale + static_cast<float>(zy.zero_point);
          float value;
          if (c.ranges.add) {
            const float r = c.ranges.add->scale / zy.scale;
            offset -= static_cast<float>(c.ranges.add->zero_point) * r;
            value = std::fma(static_cast<float>(c.add[at]), r,
                             std::fma(static_cast<float>(static_cast<int32_t>(sum)), m, offset));
          } else {
            value = std::fma(static_cast<float>(static_cast<int32_t>(sum)), m, offset);
          }
          y[at] = static_cast<uint8_t>(std::clamp(std::nearbyint(value), low, high));
        }
  return y;
}

std::vector<uint8_t> run(const Case& c, const QuantizedConv& conv, int64_t units = INT64_MAX) {
  std::vector<uint8_t> y(static_cast<size_t>(c.result() + kGuards), kGuardCode);
  const QuantizedConvPlan plan = conv.plan(c.input, c.ranges).value();
  AlignedBuffer buffer(conv.workspace_bytes(plan));
  const uint8_t* add = c.ranges.add ? c.add.data() : nullptr;
  in_pieces(conv.pad_count(plan), units,
            [&](int64_t begin, int64_t end) { conv.pad(plan, c.x.data(), begin, end, buffer.as<char>()); });
  in_pieces(conv.unit_count(plan), units, [&](int64_t begin, int64_t end) {
    conv.multiply(plan, c.x.data(), buffer.as<char>(), add, begin, end, y.data());
  });
  return y;
}

QuantizedConv packed(const Case& c, Isa isa) { return QuantizedConv::pack(c.weights(), isa).value(); }

void expect_exact(const Case& c, Isa isa) {
  SCOPED_TRACE(c.text());
  ASSERT_EQ(run(c, packed(c, isa)), reference(c));
}

using QuantizedConvEvery = EveryIsa;
ATHENA_FOR_EVERY_ISA(QuantizedConvEvery);

TEST_P(QuantizedConvEvery, ExactOverChannels) {
  Random random(60);
  for (const int64_t channels : {0, 1, 2, 3, 4, 5, 7, 8, 9})
    for (const int64_t n : {0, 1, 7, 8, 9, 15, 16, 17, 33, 48, 63, 64, 65, 100, 129}) {
      Case c = square<Case>(5, channels, n, 3, 1, 1);
      fill(random, c);
      expect_exact(c, GetParam());
    }
}

TEST_P(QuantizedConvEvery, ExactOverWidths) {
  Random random(61);
  for (int64_t width = 1; width <= 40; ++width)
    for (const auto& [channels, groups] : {Pair{16, 1}, Pair{24, 1}, Pair{24, 24}}) {
      Case c = square<Case>(1, channels, channels, 3, 1, 1, 1, groups);
      c.input.size = {random.integer(1, 3), width};
      fill(random, c);
      expect_exact(c, GetParam());
    }
}

TEST_P(QuantizedConvEvery, ExactOverStridesDilationsAndPadding) {
  Random random(62);
  for (const int64_t kernel : {1, 2, 3, 5})
    for (const int64_t stride : {1, 2, 3})
      for (const int64_t dilation : {1, 2, 3})
        for (const int64_t padding : {0, 1, 3})
          for (const int64_t groups : {1, 4}) {
            Case c = square<Case>(13, 4, 4, kernel, stride, padding, dilation, groups);
            if (c.outputs(0) < 1) continue;
            fill(random, c);
            expect_exact(c, GetParam());
          }
}

TEST_P(QuantizedConvEvery, ExactOneByOne) {
  Random random(63);
  for (const int64_t size : {1, 2, 7, 14})
    for (const int64_t stride : {1, 2})
      for (const int64_t channels : {37, 40}) {
        Case c = square<Case>(size, channels, 21, 1, stride, 0);
        c.input.batch = 2;
        fill(random, c);
        expect_exact(c, GetParam());
      }
}

TEST_P(QuantizedConvEvery, ExactWithGroups) {
  Random random(64);
  for (const int64_t groups : {2, 3, 6})
    for (const int64_t channels : {1, 2, 3, 4})
      for (const int64_t outputs : {1, 2, 5, 20}) {
        Case c = square<Case>(5, groups * channels, groups * outputs, 3, 1, 1, 1, groups);
        c.input.batch = 2;
        fill(random, c);
        expect_exact(c, GetParam());
      }
}

TEST_P(QuantizedConvEvery, ExactDepthwise) {
  Random random(65);
  for (const int64_t channels : {2, 15, 16, 17, 32, 63, 64, 65, 150})
    for (const int64_t kernel : {1, 2, 3, 5})
      for (const int64_t stride : {1, 2, 3}) {
        Case c = square<Case>(9, channels, channels, kernel, stride, kernel / 2, 1, channels);
        c.input.batch = 2;
        fill(random, c);
        expect_exact(c, GetParam());
      }
}

TEST_P(QuantizedConvEvery, ExactForFuzzedShapes) {
  Random random(66);
  for (int i = 0; i < 200; ++i) {
    Case c;
    c.groups = random.integer(0, 2) == 0 ? random.integer(1, 80) : 1;
    c.channels = c.groups > 5 ? 1 : random.integer(1, 20);
    c.n = c.groups * (c.groups > 5 ? random.integer(1, 2) : random.integer(1, 90));
    fuzz_windows(random, 14, c);
    fill(random, c);
    expect_exact(c, GetParam());
  }
}

TEST_P(QuantizedConvEvery, ExactAtTheExtremesOfDepth) {
  const int64_t channels = Int8Linear::kMaxDepth / 9;
  for (const int8_t value : {int8_t{127}, int8_t{-127}})
    for (const uint8_t code : {uint8_t{0}, uint8_t{255}}) {
      Case c = square<Case>(3, channels, 3, 3, 1, 0);
      c.x.assign(static_cast<size_t>(9 * channels), code);
      c.values.assign(static_cast<size_t>(c.n * channels * 9), value);
      c.scales.assign(static_cast<size_t>(c.n), 1.0f);
      // Sums of either sign fall into the codes' middle.
      c.ranges.x = {1.0f, 255 - code};
      c.ranges.y = {2.0e7f, 128};
      expect_exact(c, GetParam());
    }
}

TEST_P(QuantizedConvEvery, ExactWhereEachOperandIsExtreme) {
  Random random(68);
  // Codes of 0 and 255 against weights of +-127, where 16-bit sums would saturate.
  for (int i = 0; i < 20; ++i) {
    Case c = square<Case>(9, 8, 8, 3, 1, 1, 1, i % 4 < 2 ? 1 : 8);
    fill(random, c);
    for (uint8_t& x : c.x) x = random.integer(0, 1) == 1 ? 255 : 0;
    for (int8_t& value : c.values) value = random.integer(0, 1) == 1 ? 127 : -127;
    c.ranges.x.zero_point = i % 2 * 255;
    expect_exact(c, GetParam());
  }
}

TEST_P(QuantizedConvEvery, RoundsTiesToEven) {
  for (const int64_t groups : {1, 70}) {
    Case c = square<Case>(16, groups, groups, 1, 1, 0, 1, groups);
    for (int64_t i = 0; i < 256 * groups; ++i) c.x.push_back(static_cast<uint8_t>(i / groups));
    c.values.assign(static_cast<size_t>(groups), 1);
    c.scales.assign(static_cast<size_t>(groups), 1.0f);
    c.ranges = {.x = {1.0f, 0}, .y = {2.0f, 3}};
    const std::vector<uint8_t> y = run(c, packed(c, GetParam()));
    for (size_t i = 0; i < static_cast<size_t>(256 * groups); ++i) {
      const int64_t half = c.x[i] / 2, odd = c.x[i] % 2;
      ASSERT_EQ(y[i], half + 3 + (odd == 1 && (half + 3) % 2 == 1 ? 1 : 0)) << int{c.x[i]};
    }
  }
}

TEST_P(QuantizedConvEvery, SaturatesFarOutsideTheCodes) {
  Random random(69);
  for (const int64_t groups : {1, 6}) {
    Case c = square<Case>(8, 6, 6, 3, 1, 1, 1, groups);
    fill(random, c);
    // v runs to +-1e30, which no int32 holds.
    c.ranges = {.x = {1.0e15f, 100}, .y = {1.0e-14f, 9}};
    expect_exact(c, GetParam());
    c.ranges.low = 5.0e-14f;
    c.ranges.high = 9.0e-14f;
    expect_exact(c, GetParam());
  }
}

TEST_P(QuantizedConvEvery, ClampsAsAnActivation) {
  Random random(70);
  for (const int64_t groups : {1, 20})
    for (const float high : {6.0f, kInfinity}) {
      Case c = square<Case>(7, 20, 20, 3, 1, 1, 1, groups);
      fill(random, c);
      c.ranges.x.scale = 0.5f;  // far more than what y can hold, whatever was drawn
      c.ranges.y = {0.05f, 30};
      c.ranges.low = 0.0f;
      c.ranges.high = high;
      expect_exact(c, GetParam());
      std::vector<uint8_t> y = run(c, packed(c, GetParam()));
      y.resize(static_cast<size_t>(c.result()));
      const auto [least, greatest] = std::minmax_element(y.begin(), y.end());
      EXPECT_EQ(*least, 30);
      EXPECT_EQ(*greatest, high == 6.0f ? 150 : 255);
    }
}

TEST_P(QuantizedConvEvery, AnySplitGivesTheSame) {
  Random random(71);
  for (const int64_t groups : {1, 2, 70}) {
    Case c = square<Case>(30, 70, 140, 3, 1, 1, 1, groups);
    if (groups == 70) c.n = 70;
    c.input.batch = 2;
    fill(random, c);
    const QuantizedConv conv = packed(c, GetParam());
    const std::vector<uint8_t> whole = run(c, conv);
    for (const int64_t units : {1, 2, 3, 7}) EXPECT_EQ(run(c, conv, units), whole);
  }
}

TEST_P(QuantizedConvEvery, RunDoesAllPhases) {
  Random random(72);
  Case c = square<Case>(10, 8, 8, 3, 1, 1);
  fill(random, c);
  const QuantizedConv conv = packed(c, GetParam());
  const QuantizedConvPlan plan = conv.plan(c.input, c.ranges).value();
  AlignedBuffer workspace(conv.workspace_bytes(plan));
  std::vector<uint8_t> y(static_cast<size_t>(c.result() + kGuards), kGuardCode);
  conv.run(plan, c.x.data(), c.ranges.add ? c.add.data() : nullptr, y.data(), workspace.as<char>());
  EXPECT_EQ(y, reference(c));
  EXPECT_FALSE(conv.kernel_name().empty());
  EXPECT_EQ(conv.isa(), GetParam());
  for (const int64_t grain : {conv.pad_grain(plan), conv.unit_grain(plan)}) EXPECT_GE(grain, 1);
}

TEST(QuantizedConvPlan, RefusesRangesThatMeanNothing) {
  const std::vector<int8_t> values(9, 1);
  const float scale = 1.0f, none = std::numeric_limits<float>::quiet_NaN();
  const auto conv = [&](const float& column) {
    return QuantizedConv::pack({1, 1, 1, {3, 3}, values.data(), &column, nullptr}, Isa::Scalar).value();
  };
  const ConvInput input{.size = {3, 3}};
  const ConvRanges good{.x = {0.5f, 3}, .y = {0.25f, 255}};
  EXPECT_TRUE(conv(scale).plan(input, good));
  EXPECT_FALSE(conv(scale).plan({.size = {2, 3}}, good));
  const auto refuses = [&](auto change) {
    ConvRanges ranges = good;
    change(ranges);
    const auto plan = conv(scale).plan(input, ranges);
    return !plan && plan.error().code == ErrorCode::InvalidArgument;
  };
  for (const float bad : {0.0f, -1.0f, 1.0e-40f, kInfinity, none}) {
    EXPECT_TRUE(refuses([&](ConvRanges& r) { r.x.scale = bad; })) << bad;
    EXPECT_TRUE(refuses([&](ConvRanges& r) { r.y.scale = bad; })) << bad;
    EXPECT_TRUE(refuses([&](ConvRanges& r) { r.add = RowRange{bad, 0}; })) << bad;
  }
  for (const int32_t bad : {-1, 256}) {
    EXPECT_TRUE(refuses([&](ConvRanges& r) { r.x.zero_point = bad; })) << bad;
    EXPECT_TRUE(refuses([&](ConvRanges& r) { r.y.zero_point = bad; })) << bad;
    EXPECT_TRUE(refuses([&](ConvRanges& r) { r.add = RowRange{1.0f, bad}; })) << bad;
  }
  EXPECT_TRUE(refuses([&](ConvRanges& r) { r.low = 1.0f, r.high = 0.0f; }));
  EXPECT_TRUE(refuses([&](ConvRanges& r) { r.low = none; }));
  EXPECT_TRUE(refuses([&](ConvRanges& r) { r.x.scale = 1.0e30f, r.y.scale = 1.0e-30f; }));
  EXPECT_FALSE(conv(none).plan(input, good));
}

TEST(QuantizedConvPack, RefusesWhatItCannotRun) {
  const std::vector<int8_t> lowest{-128};
  const float scale = 1.0f;
  EXPECT_FALSE(QuantizedConv::pack({1, 1, 1, {1, 1}, lowest.data(), &scale, nullptr}, Isa::Scalar));
  EXPECT_FALSE(QuantizedConv::pack({1, 1, 1, {1, 1}, nullptr, &scale, nullptr}, Isa::Scalar));
}

}  // namespace
}  // namespace athena::kernels::testing
