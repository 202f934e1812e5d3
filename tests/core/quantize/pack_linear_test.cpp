// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/pack_linear.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

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

TEST(PackLinear, ZerosStayZerosInEveryScheme) {
  at::Tensor weight = example_weight();
  weight[3].zero_();
  weight.masked_fill_(weight.abs() < 0.5, 0);
  for (const Scheme scheme : {Scheme::Fp16, Scheme::Bf16, Scheme::Int8Weight, Scheme::Int8Dynamic,
                              Scheme::Int4Weight, Scheme::Int4Dynamic})
    EXPECT_TRUE(dequantize(pack(weight, scheme, 32)).masked_select(weight == 0).eq(0).all().item<bool>())
        << name(scheme);
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
  EXPECT_THAT(linear_scheme("int3", {}).error().message, HasSubstr("int8-dynamic"));
  EXPECT_FALSE(linear_scheme("fp32", {}));
}

}  // namespace
}  // namespace athena::test
