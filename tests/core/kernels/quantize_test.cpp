// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantize/quantize.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/quantize/channels_last.h"
#include "support.h"

namespace athena::kernels::testing {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

struct Row {
  RowRange range;
  std::vector<uint8_t> codes;
};

Row quantized(const std::vector<float>& x, Isa isa) {
  Row row;
  // Guard bytes show a kernel that writes past the end.
  row.codes.assign(x.size() + 64, 0xA5);
  row.range = quantize_row_u8(x.data(), static_cast<int64_t>(x.size()), row.codes.data(), isa);
  EXPECT_TRUE(std::all_of(row.codes.end() - 64, row.codes.end(), [](uint8_t c) { return c == 0xA5; }));
  row.codes.resize(x.size());
  return row;
}

using QuantizeRow = EveryIsa;
ATHENA_FOR_EVERY_ISA(QuantizeRow);

TEST_P(QuantizeRow, KnownValues) {
  // Range [-1, 1.55]: scale 0.01 in decimal, zero point 100.
  const Row row = quantized({-1.0f, 0.0f, 0.5f, 1.55f}, GetParam());
  EXPECT_FLOAT_EQ(row.range.scale, 0.01f);
  EXPECT_EQ(row.range.zero_point, 100);
  EXPECT_EQ(row.codes, (std::vector<uint8_t>{0, 100, 150, 255}));
}

TEST_P(QuantizeRow, TiesGoToEven) {
  // Scale is exactly 1, so the halves are ties.
  const Row row = quantized({0.0f, 0.5f, 1.5f, 2.5f, 253.5f, 255.0f}, GetParam());
  EXPECT_EQ(row.range.scale, 1.0f);
  EXPECT_EQ(row.codes, (std::vector<uint8_t>{0, 0, 2, 2, 254, 255}));
}

TEST_P(QuantizeRow, OneSidedRangesKeepZero) {
  EXPECT_EQ(quantized({5.0f, 10.0f}, GetParam()).range.zero_point, 0);
  const Row negative = quantized({-5.0f, -10.0f, 0.0f}, GetParam());
  EXPECT_EQ(negative.range.zero_point, 255);
  EXPECT_EQ(negative.codes[2], 255);
}

TEST_P(QuantizeRow, RowsWithoutARange) {
  for (const auto& x : {std::vector<float>{}, std::vector<float>(37, 0.0f), std::vector<float>(5, 1e-40f),
                        std::vector<float>(5, -1e-36f)}) {
    const Row row = quantized(x, GetParam());
    EXPECT_EQ(row.range.scale, 1.0f);
    EXPECT_EQ(row.range.zero_point, 0);
    EXPECT_TRUE(std::all_of(row.codes.begin(), row.codes.end(), [](uint8_t c) { return c == 0; }));
  }
}

TEST_P(QuantizeRow, NotANumberInAnyPlacePoisonsTheRow) {
  for (const float bad : {kNan, kInf, -kInf, std::numeric_limits<float>::max()}) {
    for (size_t length : {1, 7, 16, 33, 70}) {
      for (size_t place = 0; place < length; ++place) {
        std::vector<float> x(length, 0.5f);
        x[place] = bad;
        // The largest float alone is a fine range; with its negative beside it the range overflows.
        if (std::isfinite(bad) && length < 2) continue;
        if (std::isfinite(bad)) x[(place + 1) % length] = -bad;
        const Row row = quantized(x, GetParam());
        EXPECT_TRUE(std::isnan(row.range.scale)) << bad << " at " << place << " of " << length;
        EXPECT_EQ(row.range.zero_point, 0);
        EXPECT_TRUE(std::all_of(row.codes.begin(), row.codes.end(), [](uint8_t c) { return c == 0; }));
      }
    }
  }
}

TEST_P(QuantizeRow, SameBitsAsScalarForEveryLength) {
  Random random(1);
  for (int64_t k = 0; k < 200; ++k) {
    const auto x = random.floats(k, std::exp(static_cast<float>(random.integer(-20, 20))),
                                 static_cast<float>(random.integer(-2, 2)));
    const Row got = quantized(x, GetParam()), want = quantized(x, Isa::Scalar);
    EXPECT_EQ(bits({got.range.scale}), bits({want.range.scale}));
    EXPECT_EQ(got.range.zero_point, want.range.zero_point);
    EXPECT_EQ(got.codes, want.codes) << k;
  }
}

TEST_P(QuantizeRow, ErrorIsAtMostHalfAStep) {
  Random random(2);
  const auto x = random.floats(1000);
  const Row row = quantized(x, GetParam());
  for (size_t i = 0; i < x.size(); ++i) {
    const double back = (row.codes[i] - row.range.zero_point) * static_cast<double>(row.range.scale);
    // Rounding 0 to a code moves the ends of the range by up to half a step more.
    const bool end = row.codes[i] == 0 || row.codes[i] == 255;
    EXPECT_NEAR(back, x[i], row.range.scale * (end ? 1.001 : 0.501));
  }
}

TEST_P(QuantizeRow, AGivenRangeClampsInEveryLane) {
  const std::vector<float> values{-1e30f, -kInf, kNan, 1e30f, kInf, 3.0f, 0.25f, 0.75f};
  const std::vector<uint8_t> wanted{0, 0, 10, 255, 255, 16, 10, 12};
  for (size_t shift = 0; shift < values.size(); ++shift) {
    std::vector<float> x;
    std::vector<uint8_t> expected;
    for (size_t i = 0; i < 37; ++i) {
      x.push_back(values[(i + shift) % values.size()]);
      expected.push_back(wanted[(i + shift) % values.size()]);
    }
    std::vector<uint8_t> codes(x.size());
    quantize_row_u8(x.data(), static_cast<int64_t>(x.size()), {0.5f, 10}, codes.data(), GetParam());
    EXPECT_EQ(codes, expected);
  }
}

TEST_P(QuantizeRow, ChannelsLastHoldsTheSameCodes) {
  Random random(7);
  for (const int64_t channels : {1, 2, 3, 4, 5, 8, 19})
    for (const int64_t positions : {1, 15, 511, 512, 513, 1100}) {
      const RowRange range{0.02f, 99};
      auto x = random.floats(channels * positions, 3.0f);
      for (float& value : x)
        if (const int64_t special = random.integer(0, 40); special < 4)
          value = std::vector<float>{kNan, kInf, -kInf, 1e30f}[static_cast<size_t>(special)];
      std::vector<uint8_t> codes(x.size()), rows(x.size()), guarded(x.size() + 64, 0xA5);
      quantize_row_u8(x.data(), channels * positions, range, rows.data());
      for (int64_t c = 0; c < channels; ++c)
        for (int64_t p = 0; p < positions; ++p)
          codes[static_cast<size_t>(p * channels + c)] = rows[static_cast<size_t>(c * positions + p)];
      codes.resize(guarded.size(), 0xA5);
      const int64_t middle = random.integer(0, positions);
      quantize_channels_last(x.data(), channels, positions, range, middle, positions, guarded.data(),
                             GetParam());
      quantize_channels_last(x.data(), channels, positions, range, 0, middle, guarded.data(), GetParam());
      ASSERT_EQ(guarded, codes) << channels << " x " << positions;
    }
}

TEST(StaticRow, CodesBecomeNumbersAgain) {
  const std::vector<uint8_t> codes{0, 3, 4, 255};
  std::vector<float> values(codes.size());
  dequantize_u8(codes.data(), 4, {0.5f, 3}, values.data());
  EXPECT_EQ(values, (std::vector<float>{-1.5f, 0.0f, 0.5f, 126.0f}));
}

TEST(ChannelS8, KnownValues) {
  const std::vector<float> w{-2.54f, 0.0f, 1.27f, 0.01f};
  std::vector<int8_t> codes(w.size());
  EXPECT_FLOAT_EQ(quantize_channel_s8(w.data(), 4, codes.data()), 0.02f);
  EXPECT_EQ(codes, (std::vector<int8_t>{-127, 0, 64, 0}));
}

TEST(ChannelS8, ZerosAndNotANumber) {
  std::vector<int8_t> codes(3, 1);
  const std::vector<float> zeros(3, 0.0f), bad{1.0f, kNan, 2.0f}, infinite{1.0f, -kInf, 2.0f};
  EXPECT_EQ(quantize_channel_s8(zeros.data(), 3, codes.data()), 1.0f);
  EXPECT_EQ(codes, (std::vector<int8_t>{0, 0, 0}));
  EXPECT_TRUE(std::isnan(quantize_channel_s8(bad.data(), 3, codes.data())));
  EXPECT_EQ(codes, (std::vector<int8_t>{0, 0, 0}));
  EXPECT_TRUE(std::isnan(quantize_channel_s8(infinite.data(), 3, codes.data())));
}

TEST(ChannelInt4, SymmetricGroups) {
  const std::vector<float> w{-7.0f, 3.0f, 0.4f, 14.0f, -2.0f};
  std::vector<uint8_t> codes(5);
  std::vector<float> scales(2);
  quantize_channel_int4(w.data(), 5, 3, codes.data(), scales.data());
  EXPECT_EQ(scales, (std::vector<float>{1.0f, 2.0f}));
  EXPECT_EQ(codes, (std::vector<uint8_t>{1, 11, 8, 15, 7}));
}

TEST(ChannelInt4, ZeroPointsUseAllCodes) {
  const std::vector<float> w{-5.0f, 10.0f, 0.0f, 1.0f, 0.0f, 0.0f};
  std::vector<uint8_t> codes(6), zeros(2);
  std::vector<float> scales(2);
  quantize_channel_int4(w.data(), 6, 4, codes.data(), scales.data(), zeros.data());
  EXPECT_EQ(scales, (std::vector<float>{1.0f, 1.0f}));
  EXPECT_EQ(zeros, (std::vector<uint8_t>{5, 8}));
  EXPECT_EQ(codes, (std::vector<uint8_t>{0, 15, 5, 6, 8, 8}));
}

TEST(ChannelInt4, ZeroPointsStayWithinTheCodesWhereAllWeightsHaveOneSign) {
  const std::vector<float> w{1.5f, 15.0f, -30.0f, -2.0f};
  std::vector<uint8_t> codes(4), zeros(2);
  std::vector<float> scales(2);
  quantize_channel_int4(w.data(), 4, 2, codes.data(), scales.data(), zeros.data());
  EXPECT_EQ(scales, (std::vector<float>{1.0f, 2.0f}));
  EXPECT_EQ(zeros, (std::vector<uint8_t>{0, 15}));
  EXPECT_EQ(codes, (std::vector<uint8_t>{2, 15, 0, 14}));
}

TEST(HalfScale, IsTheNearestWhereFp16HasAllItsDigits) {
  const std::vector<std::pair<float, float>> known = {{1.0f, 1.0f},         {0.1f, 0.0999755859375f},
                                                      {2049.0f, 2048.0f},   {2051.0f, 2052.0f},
                                                      {65504.0f, 65504.0f}, {65519.0f, 65504.0f},
                                                      {65520.0f, kInf},     {1e30f, kInf},
                                                      {0x1p-14f, 0x1p-14f}, {kInf, kInf}};
  for (const auto& [scale, stored] : known) EXPECT_EQ(stored_half_scale(scale), stored) << scale;
  EXPECT_TRUE(std::isnan(stored_half_scale(kNan)));
}

TEST(HalfScale, IsRoundedUpWhereItHasFew) {
  EXPECT_EQ(stored_half_scale(1.25f * 0x1p-24f), 0x1p-23f);
  EXPECT_EQ(stored_half_scale(3 * 0x1p-24f), 3 * 0x1p-24f);
  EXPECT_EQ(stored_half_scale(0.999f * 0x1p-14f), 1023 * 0x1p-24f);
  EXPECT_EQ(stored_half_scale(0x1.fffp-15f), 0x1p-14f);
  EXPECT_EQ(stored_half_scale(std::numeric_limits<float>::min()), 0x1p-24f);
}

TEST(ChannelInt4, CodesAreThoseOfTheScaleThatIsStored) {
  // 3.3 / 7 is 0.4714..., stored as 0.471435546875; 1.65 over the first is 3.5000..., over the second less.
  const float scale = stored_half_scale(3.3f / 7.0f);
  const float between = 3.5f * scale;
  const std::vector<float> w{3.3f, std::nextafter(between, 4.0f), std::nextafter(between, 0.0f)};
  std::vector<uint8_t> codes(3);
  float found = 0;
  quantize_channel_int4(w.data(), 3, 0, codes.data(), &found, ScaleType::Fp16);
  EXPECT_EQ(found, scale);
  EXPECT_NE(found, 3.3f / 7.0f);
  EXPECT_EQ(codes[0], 15);
  EXPECT_EQ(codes[1], 12);
  EXPECT_EQ(codes[2], 11);
}

TEST(ChannelInt4, NotANumberPoisonsItsGroupOnly) {
  const std::vector<float> w{1.0f, kNan, 7.0f, -7.0f};
  std::vector<uint8_t> codes(4);
  std::vector<float> scales(2);
  quantize_channel_int4(w.data(), 4, 2, codes.data(), scales.data());
  EXPECT_TRUE(std::isnan(scales[0]));
  EXPECT_EQ(scales[1], 1.0f);
  EXPECT_EQ(codes, (std::vector<uint8_t>{8, 8, 15, 1}));
}

TEST(PackInt4, RoundTripOddAndEven) {
  Random random(3);
  for (int64_t k = 0; k < 20; ++k) {
    const auto codes = random.integers<uint8_t>(k, 0, 15);
    std::vector<uint8_t> packed(static_cast<size_t>((k + 1) / 2), 0xFF), back(codes.size());
    pack_int4(codes.data(), k, packed.data());
    unpack_int4(packed.data(), k, back.data());
    EXPECT_EQ(back, codes);
    if (k % 2 == 1) {
      EXPECT_EQ(packed.back() >> 4, 0);
    }
  }
}

TEST(PackInt4, GroupsOfAChannel) {
  EXPECT_EQ(int4_groups(0, 32), 0);
  EXPECT_EQ(int4_groups(64, 32), 2);
  EXPECT_EQ(int4_groups(65, 32), 3);
  EXPECT_EQ(int4_groups(65, 0), 1);
  EXPECT_EQ(int4_groups(20, 128), 1);
}

}  // namespace
}  // namespace athena::kernels::testing
