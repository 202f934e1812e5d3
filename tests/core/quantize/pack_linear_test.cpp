// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/pack_linear.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace athena::test {
namespace {

using ::testing::HasSubstr;

// 33 x 70 values without a pattern, the same on every machine: the fractional parts of multiples.
at::Tensor example_weight() {
  const at::Tensor index = at::arange(33 * 70, at::kDouble) * 0.6180339887498949;
  return ((index - index.floor()) * 2 - 1).reshape({33, 70}).to(at::kFloat).contiguous();
}

LinearData pack(const at::Tensor& weight, Scheme scheme, std::int64_t group = 0) {
  return pack_linear(weight, at::Tensor(), {scheme, group}).value();
}

TEST(PackLinear, HalvesAreTheNearest) {
  const at::Tensor weight = example_weight();
  EXPECT_TRUE(at::equal(pack(weight, Scheme::Fp16).values, weight.to(at::kHalf)));
  EXPECT_TRUE(at::equal(pack(weight, Scheme::Bf16).values, weight.to(at::kBFloat16)));
}

TEST(PackLinear, Int8HasOneScalePerOutput) {
  const at::Tensor weight = example_weight();
  for (const Scheme scheme : {Scheme::Int8Weight, Scheme::Int8Dynamic}) {
    const LinearData data = pack(weight, scheme);
    const at::Tensor scales = weight.abs().amax({1}) / 127;
    EXPECT_TRUE(at::equal(data.scales, scales));
    EXPECT_TRUE(at::equal(data.values, at::round(weight * scales.reciprocal().unsqueeze(1)).to(at::kChar)));
    EXPECT_TRUE(check(data));
  }
}

TEST(PackLinear, Int4HasOneScalePerGroup) {
  const at::Tensor weight = example_weight();
  for (const std::int64_t group : {0, 32, 64, 96}) {
    const LinearData data = pack(weight, Scheme::Int4Weight, group);
    ASSERT_TRUE(check(data)) << check(data).error().message;
    const std::int64_t length = group == 0 || group > 70 ? 70 : group;
    EXPECT_EQ(data.group, length == 70 ? 0 : group);
    const at::Tensor unpacked = dequantize(data);
    for (std::int64_t first = 0, g = 0; first < 70; first += length, ++g) {
      const at::Tensor part = weight.slice(1, first, first + length);
      const at::Tensor scale = part.abs().amax({1}) / 7;
      EXPECT_TRUE(at::equal(data.scales.select(1, g), scale));
      const at::Tensor rounded = at::round(part * scale.reciprocal().unsqueeze(1)) * scale.unsqueeze(1);
      EXPECT_TRUE(at::equal(unpacked.slice(1, first, first + length), rounded));
    }
  }
}

// One weight after another, in doubles; `half` scales as LibTorch rounds them.
at::Tensor with_zero_points_by_definition(const at::Tensor& weight, std::int64_t group, bool half) {
  const at::Tensor result = at::empty_like(weight);
  for (std::int64_t n = 0; n < weight.size(0); ++n)
    for (std::int64_t first = 0; first < weight.size(1); first += group) {
      const at::Tensor part = weight[n].slice(0, first, first + group);
      const float low = std::min(0.0f, part.min().item<float>()),
                  high = std::max(0.0f, part.max().item<float>());
      float scale = (high - low) / 15.0f;
      if (half) scale = static_cast<float>(static_cast<at::Half>(scale));
      const float zero = std::nearbyint(-low / scale);
      for (std::int64_t k = 0; k < part.size(0); ++k) {
        const float code = std::clamp(std::nearbyint(part[k].item<float>() / scale) + zero, 0.0f, 15.0f);
        result[n][first + k] = (code - zero) * scale;
      }
    }
  return result;
}

TEST(PackLinear, Int4WithZeroPointsIsWhatItsDefinitionSays) {
  const at::Tensor weight = example_weight() + 0.6;
  for (const std::int64_t group : {0, 32, 64})
    for (const bool half : {false, true}) {
      const LinearData data = pack_linear(weight, {}, {Scheme::Int4Weight, group, true, half}).value();
      ASSERT_TRUE(check(data)) << check(data).error().message;
      EXPECT_EQ(data.scales.scalar_type(), half ? at::kHalf : at::kFloat);
      EXPECT_EQ(data.zero_points.sizes(), data.scales.sizes());
      EXPECT_TRUE(at::allclose(dequantize(data),
                               with_zero_points_by_definition(weight, group == 0 ? 70 : group, half), 1e-6,
                               1e-6))
          << group << half;
    }
}

double squared_error(const at::Tensor& weight, const LinearScheme& scheme) {
  const at::Tensor stored = dequantize(pack_linear(weight, {}, scheme).value());
  return (stored - weight).square().sum(at::kDouble).item<double>();
}

TEST(PackLinear, ZeroPointsComeCloserToSkewedWeights) {
  const at::Tensor skewed = example_weight() + 0.8;
  EXPECT_LT(squared_error(skewed, {Scheme::Int4Weight, 32, true, false}),
            0.6 * squared_error(skewed, {Scheme::Int4Weight, 32}));
}

TEST(PackLinear, HalfScalesTakeHalfTheBytesAndRoundWeightsAgainstWhatIsStored) {
  const at::Tensor weight = example_weight();
  const LinearData whole = pack(weight, Scheme::Int4Weight, 32);
  const LinearData half = pack_linear(weight, {}, {Scheme::Int4Weight, 32, false, true}).value();
  EXPECT_TRUE(at::equal(half.scales, whole.scales.to(at::kHalf)));
  EXPECT_EQ(stored_bytes(whole) - stored_bytes(half), 2 * whole.scales.numel());
  const at::Tensor scales = half.scales.to(at::kFloat).repeat_interleave(32, 1).slice(1, 0, 70);
  const at::Tensor error = (dequantize(half) - weight).abs();
  EXPECT_TRUE(error.le(scales * 0.502).all().item<bool>());
}

TEST(PackLinear, ScalesBeyondFp16AreRefusedAndTinyOnesClipNothing) {
  const LinearScheme plain{Scheme::Int4Weight, 32, false, true},
      zero_points{Scheme::Int4Weight, 32, true, true};
  at::Tensor large = example_weight();
  large[1][1] = 1e6f;
  for (const LinearScheme scheme : {plain, zero_points}) {
    const auto refused = pack_linear(large, {}, scheme);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("too large for fp16; use scales=fp32"));
  }
  EXPECT_THAT(pack_linear(large, {}, plain).error().message, HasSubstr("1 of 99 scales"));
  EXPECT_TRUE(pack_linear(large, {}, {Scheme::Int4Weight, 32, true, false}));
  for (const double factor : {1e-3, 1e-5, 3e-7, 1e-12, 1e-30}) {
    const at::Tensor tiny = example_weight() * factor;
    for (const LinearScheme scheme : {plain, zero_points}) {
      const LinearData data = pack_linear(tiny, {}, scheme).value();
      ASSERT_TRUE(check(data)) << check(data).error().message;
      const at::Tensor steps = data.scales.to(at::kFloat).repeat_interleave(32, 1).slice(1, 0, 70);
      EXPECT_TRUE((dequantize(data) - tiny).abs().le(steps * 0.51).all().item<bool>()) << factor;
    }
  }
}

TEST(PackLinear, WhatFp32CannotSpanIsRefused) {
  at::Tensor weight = example_weight();
  weight[0][0] = 3e38f;
  weight[0][1] = -3e38f;
  const auto refused = pack_linear(weight, {}, {Scheme::Int4Weight, 32, true, false});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("too large for fp32"));
}

TEST(PackLinear, ZerosStayZerosInEveryScheme) {
  at::Tensor weight = example_weight();
  weight[3].zero_();
  weight.masked_fill_(weight.abs() < 0.5, 0);
  for (const Scheme scheme : {Scheme::Fp16, Scheme::Bf16, Scheme::Int8Weight, Scheme::Int8Dynamic,
                              Scheme::Int4Weight, Scheme::Int4Dynamic})
    EXPECT_TRUE(dequantize(pack(weight, scheme, 32)).masked_select(weight == 0).eq(0).all().item<bool>())
        << name(scheme);
  const LinearData asymmetric = pack_linear(weight, {}, {Scheme::Int4Weight, 32, true, true}).value();
  EXPECT_TRUE(dequantize(asymmetric).masked_select(weight == 0).eq(0).all().item<bool>());
}

TEST(PackLinear, TakesAnyFloatAndStridesAndLeavesThemAlone) {
  const at::Tensor weight = example_weight(), bias = at::arange(33, at::kDouble);
  const at::Tensor strided = weight.t().contiguous().t().to(at::kDouble).requires_grad_();
  const LinearData data = pack_linear(strided, bias, {Scheme::Int8Dynamic, 0}).value();
  EXPECT_TRUE(at::equal(data.values, pack(weight, Scheme::Int8Dynamic).values));
  EXPECT_TRUE(at::equal(data.bias, bias.to(at::kFloat)));
  EXPECT_FALSE(data.bias.requires_grad());
}

TEST(PackLinear, SaysHowManyWeightsCannotBeStored) {
  at::Tensor weight = example_weight();
  weight[0][0] = std::numeric_limits<float>::quiet_NaN();
  weight[5][7] = -std::numeric_limits<float>::infinity();
  const auto bad = pack_linear(weight, {}, {Scheme::Int8Dynamic, 0});
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().message, HasSubstr("2 of 2310 weights are NaN or infinite"));

  weight = example_weight();
  weight[1][1] = 70000.0f;
  const auto large = pack_linear(weight, {}, {Scheme::Fp16, 0});
  ASSERT_FALSE(large);
  EXPECT_THAT(large.error().message, HasSubstr("1 of 2310 weights are too large for fp16; use bf16"));
  EXPECT_TRUE(pack_linear(weight, {}, {Scheme::Bf16, 0}));
}

TEST(PackLinear, RefusesOtherShapes) {
  const LinearScheme scheme{Scheme::Int8Dynamic, 0};
  EXPECT_FALSE(pack_linear(at::zeros({4}), {}, scheme));
  EXPECT_FALSE(pack_linear(at::zeros({4, 4}, at::kLong), {}, scheme));
  EXPECT_FALSE(pack_linear(at::zeros({4, 4}), at::zeros({5}), scheme));
  EXPECT_FALSE(pack_linear(at::zeros({4, 64}), {}, {Scheme::Int4Weight, 33}));
  EXPECT_TRUE(pack_linear(at::zeros({0, 0}), at::zeros({0}), scheme));
}

TEST(LinearSchemeOf, ReadsTheRecipesParameters) {
  EXPECT_EQ(linear_scheme("int4-dynamic", {{"g", std::int64_t{64}}})->group, 64);
  EXPECT_EQ(linear_scheme("int8-weight", {})->scheme, Scheme::Int8Weight);
  EXPECT_THAT(linear_scheme("int4-weight", {}).error().message, HasSubstr("'g'"));
  const auto all =
      linear_scheme("int4-weight", {{"g", std::int64_t{32}}, {"zp", true}, {"scales", std::string("fp16")}});
  EXPECT_TRUE(all->zero_points);
  EXPECT_TRUE(all->half_scales);
  EXPECT_FALSE(linear_scheme("int4-weight", {{"g", std::int64_t{32}}})->zero_points);
  EXPECT_THAT(
      linear_scheme("int4-weight", {{"g", std::int64_t{32}}, {"zp", std::int64_t{1}}}).error().message,
      HasSubstr("'zp' must be true or false"));
  EXPECT_THAT(linear_scheme("int4-weight", {{"g", std::int64_t{32}}, {"scales", std::string("bf16")}})
                  .error()
                  .message,
              HasSubstr("'scales' must be fp32 or fp16"));
  EXPECT_THAT(linear_scheme("int3", {}).error().message, HasSubstr("int8-dynamic"));
  EXPECT_FALSE(linear_scheme("fp32", {}));
}

}  // namespace
}  // namespace athena::test
