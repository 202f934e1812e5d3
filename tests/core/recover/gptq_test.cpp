// SPDX-License-Identifier: Apache-2.0
#include "core/recover/gptq.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/quantize/pack_linear.h"

namespace athena {
namespace {

at::Tensor normal(at::IntArrayRef sizes, std::uint64_t seed) {
  return at::randn(sizes, at::make_generator<at::CPUGeneratorImpl>(seed), at::kDouble);
}

/// Inputs of which neighbours are much alike.
at::Tensor correlated(std::int64_t rows, std::int64_t depth) {
  return at::cumsum(normal({rows, depth}, 2), 1);
}

at::Tensor moment_of(const at::Tensor& x) { return at::matmul(x.t(), x); }

at::Tensor rounded(const at::Tensor& weight, const at::Tensor& moment, IntegerGrid grid,
                   const at::Tensor& mask = {}, double damping = 0.01) {
  auto result = round_by_moment(weight.to(at::kFloat), moment, grid, mask, damping, {});
  EXPECT_TRUE(result) << result.error().message;
  return result ? *result : at::Tensor();
}

at::Tensor nearest(const at::Tensor& weight, const char* scheme, std::int64_t group = 0) {
  return dequantize(pack_linear(weight.to(at::kFloat), {}, scheme, {{"g", group}}).value());
}

at::Tensor nearest(const at::Tensor& weight, const IntegerGrid& grid) {
  const LinearScheme scheme{Scheme::Int4Weight, grid.group, grid.zero_points, grid.half_scales};
  return dequantize(pack_linear(weight.to(at::kFloat), {}, scheme).value());
}

/// What int4 has beside symmetric grids of fp32 scales.
std::vector<IntegerGrid> int4_grids(std::int64_t group) {
  return {{15, group, true, false}, {7, group, false, true}, {15, group, true, true}};
}

double error(const at::Tensor& x, const at::Tensor& a, const at::Tensor& b) {
  return at::matmul(x, (a.to(at::kDouble) - b.to(at::kDouble)).t()).square().sum().item<double>();
}

/// Column by column, each time with the inverse of what is left of the damped moment; from the paper's
/// equations (2) and (3).
at::Tensor by_definition(const at::Tensor& weight, const at::Tensor& moment, double most, double damping) {
  const std::int64_t depth = weight.size(1);
  const at::Tensor damped = moment + at::eye(depth, at::kDouble) * damping * moment.diagonal().mean();
  at::Tensor left = weight.to(at::kFloat).to(at::kDouble).clone();
  const auto [largest, extreme] = left.abs().max(1);
  const at::Tensor scale = largest / most, result = at::zeros_like(left);
  for (std::int64_t k = 0; k < depth; ++k) {
    at::Tensor codes = at::clamp(at::round(left.select(1, k) / scale), -most, most);
    codes = at::where(extreme == k, at::sign(left.select(1, k)) * most, codes);
    result.select(1, k).copy_(codes * scale);
    const at::Tensor inverse = at::inverse(damped.slice(0, k).slice(1, k));
    const at::Tensor lost = (left.select(1, k) - result.select(1, k)) / inverse[0][0];
    left.slice(1, k).sub_(at::outer(lost, inverse[0]));
  }
  return result.to(at::kFloat);
}

TEST(Gptq, AgreesWithItsDefinition) {
  for (const std::int64_t depth : {1, 2, 17, 130, 300}) {
    const at::Tensor weight = normal({9, depth}, 1), moment = moment_of(correlated(2 * depth, depth));
    EXPECT_TRUE(at::equal(rounded(weight, moment, {127}), by_definition(weight, moment, 127, 0.01))) << depth;
  }
}

TEST(Gptq, RoundsToNearestWhereInputsHaveNothingInCommon) {
  const at::Tensor weight = normal({7, 200}, 3), moment = at::diag(normal({200}, 4).square() + 0.1);
  EXPECT_TRUE(at::allclose(rounded(weight, moment, {127}), nearest(weight, "int8-weight"), 1e-6, 0));
  EXPECT_TRUE(at::allclose(rounded(weight, moment, {7, 32}), nearest(weight, "int4-weight", 32), 1e-6, 0));
}

TEST(Gptq, ChangesOutputsLessThanRoundingToNearest) {
  const at::Tensor x = correlated(2000, 192), weight = normal({32, 192}, 5), moment = moment_of(x);
  EXPECT_LT(error(x, weight, rounded(weight, moment, {127})),
            0.1 * error(x, weight, nearest(weight, "int8-weight")));
  for (const std::int64_t group : {32, 64, 128})
    EXPECT_LT(error(x, weight, rounded(weight, moment, {7, group})),
              0.1 * error(x, weight, nearest(weight, "int4-weight", group)))
        << group;
}

TEST(Gptq, ItsResultRoundsToItself) {
  const at::Tensor weight = normal({50, 333}, 6), moment = moment_of(correlated(500, 333));
  const at::Tensor int8 = rounded(weight, moment, {127});
  EXPECT_TRUE(at::allclose(nearest(int8, "int8-weight"), int8, 1e-6, 0));
  for (const std::int64_t group : {0, 32, 64, 128}) {
    const at::Tensor int4 = rounded(weight, moment, {7, group});
    EXPECT_TRUE(at::allclose(nearest(int4, "int4-weight", group), int4, 1e-6, 0)) << group;
  }
}

TEST(Gptq, GridsWithZeroPointsOrHalfScalesAreKept) {
  const at::Tensor moment = moment_of(correlated(500, 333));
  for (const double shift : {0.0, 0.7, 9.0, -9.0})
    for (const std::int64_t group : {0, 32, 128})
      for (const IntegerGrid& grid : int4_grids(group)) {
        const at::Tensor got = rounded(normal({50, 333}, 6) + shift, moment, grid);
        EXPECT_TRUE(at::allclose(nearest(got, grid), got, 1e-6, 0))
            << shift << " " << group << " " << grid.zero_points << grid.half_scales;
      }
}

TEST(Gptq, GridsWithZeroPointsOrHalfScalesChangeOutputsLessThanRoundingToNearest) {
  const at::Tensor x = correlated(2000, 192), weight = normal({32, 192}, 5) + 0.5, moment = moment_of(x);
  for (const IntegerGrid& grid : int4_grids(32))
    EXPECT_LT(error(x, weight, rounded(weight, moment, grid)), 0.1 * error(x, weight, nearest(weight, grid)));
  const at::Tensor apart = at::diag(normal({192}, 4).square() + 0.1);
  for (const IntegerGrid& grid : int4_grids(32))
    EXPECT_TRUE(at::allclose(rounded(weight, apart, grid), nearest(weight, grid), 1e-6, 0));
}

TEST(Gptq, MaskedWeightsStayZeroWithZeroPoints) {
  const at::Tensor weight = normal({20, 160}, 7) + 2, moment = moment_of(correlated(400, 160));
  const at::Tensor mask = normal({20, 160}, 8) > 0;
  const IntegerGrid grid{15, 32, true, true};
  const at::Tensor got = rounded(weight, moment, grid, mask);
  EXPECT_EQ(got.masked_select(mask.logical_not()).count_nonzero().item<std::int64_t>(), 0);
  EXPECT_TRUE(at::allclose(nearest(got, grid), got, 1e-6, 0));
  EXPECT_TRUE(at::equal(rounded(at::zeros({3, 160}), moment, grid), at::zeros({3, 160})));
}

TEST(Gptq, ScalesTooLargeForFp16AreRefused) {
  const auto refused =
      round_by_moment(at::full({2, 32}, 1e6), at::eye(32, at::kDouble), {7, 32, false, true}, {}, 0.01, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("scales=fp32"), std::string::npos);
}

TEST(Gptq, MaskedWeightsStayZero) {
  const at::Tensor weight = normal({20, 160}, 7), moment = moment_of(correlated(400, 160));
  const at::Tensor mask = normal({20, 160}, 8) > 0;
  const at::Tensor got = rounded(weight, moment, {127}, mask);
  EXPECT_EQ(got.masked_select(mask.logical_not()).count_nonzero().item<std::int64_t>(), 0);
  EXPECT_TRUE(at::allclose(nearest(got, "int8-weight"), got, 1e-6, 0));
}

TEST(Gptq, TakesZerosAndRefusesWhatIsNotFinite) {
  const at::Tensor zeros = at::zeros({3, 40});
  EXPECT_TRUE(at::equal(rounded(zeros, moment_of(correlated(50, 40)), {127}), zeros));
  EXPECT_TRUE(
      at::isfinite(rounded(normal({3, 40}, 9), at::zeros({40, 40}, at::kDouble), {127})).all().item<bool>());
  const at::Tensor poisoned = at::full({40, 40}, std::nan(""), at::kDouble);
  EXPECT_EQ(round_by_moment(zeros, poisoned, {}, {}, 0.01, {}).error().code, ErrorCode::InvalidArgument);
  EXPECT_EQ(round_by_moment(zeros, at::eye(39, at::kDouble), {}, {}, 0.01, {}).error().code,
            ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena
