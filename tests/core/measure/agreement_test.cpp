// SPDX-License-Identifier: Apache-2.0
#include "core/measure/agreement.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace athena {
namespace {

/// What AgreementMeter promises, written down plainly.
Agreement plain_agreement(const std::vector<std::vector<double>>& o,
                          const std::vector<std::vector<double>>& v) {
  Agreement sum;
  double signal = 0, noise = 0;
  for (std::size_t s = 0; s < o.size(); ++s) {
    double dot = 0, o2 = 0, v2 = 0, o_total = 0, v_total = 0, kl = 0;
    std::size_t o_best = 0, v_best = 0;
    for (std::size_t i = 0; i < o[s].size(); ++i) {
      dot += o[s][i] * v[s][i];
      o2 += o[s][i] * o[s][i];
      v2 += v[s][i] * v[s][i];
      noise += (o[s][i] - v[s][i]) * (o[s][i] - v[s][i]);
      o_total += std::exp(o[s][i]);
      v_total += std::exp(v[s][i]);
      if (o[s][i] > o[s][o_best]) o_best = i;
      if (v[s][i] > v[s][v_best]) v_best = i;
    }
    for (std::size_t i = 0; i < o[s].size(); ++i) {
      const double p = std::exp(o[s][i]) / o_total, q = std::exp(v[s][i]) / v_total;
      kl += p * std::log(p / q);
    }
    signal += o2;
    sum.cosine += dot / std::sqrt(o2 * v2);
    sum.mean_kl += kl;
    sum.top1 += o_best == v_best;
  }
  const double n = static_cast<double>(o.size());
  return {sum.top1 / n,
          sum.cosine / n,
          10 * std::log10(signal / noise),
          sum.mean_kl / n,
          static_cast<std::int64_t>(o.size()),
          false};
}

at::Tensor to_tensor(const std::vector<std::vector<double>>& rows) {
  std::vector<double> flat;
  for (const auto& row : rows) flat.insert(flat.end(), row.begin(), row.end());
  return at::tensor(flat, at::kDouble).reshape({static_cast<std::int64_t>(rows.size()), -1});
}

TEST(AgreementMeter, EqualsThePlainSumsOverBatches) {
  const unsigned seed = 20261;
  std::mt19937 random(seed);
  SCOPED_TRACE(::testing::Message() << "seed " << seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> o(17, std::vector<double>(10)), v = o;
  for (std::size_t s = 0; s < o.size(); ++s)
    for (std::size_t i = 0; i < o[s].size(); ++i) {
      o[s][i] = 3 * normal(random);
      v[s][i] = o[s][i] + normal(random);
    }
  AgreementMeter meter;
  const at::Tensor original = to_tensor(o), variant = to_tensor(v);
  for (std::int64_t begin = 0; begin < 17; begin += 5)
    ASSERT_TRUE(meter.add(original.slice(0, begin, begin + 5), variant.slice(0, begin, begin + 5)));
  const Agreement got = meter.result(), expected = plain_agreement(o, v);
  // Both sum some hundred float64 in different orders.
  EXPECT_DOUBLE_EQ(got.top1, expected.top1);
  EXPECT_LT(got.top1, 1);
  EXPECT_NEAR(got.cosine, expected.cosine, 1e-12);
  EXPECT_NEAR(got.sqnr_db, expected.sqnr_db, 1e-10);
  EXPECT_NEAR(got.mean_kl, expected.mean_kl, 1e-12);
  EXPECT_EQ(got.samples, 17);
}

TEST(AgreementMeter, EqualOutputsAgreeWholly) {
  AgreementMeter meter;
  const at::Tensor output = at::arange(12, at::kFloat).reshape({4, 3});
  ASSERT_TRUE(meter.add(output, output));
  const Agreement got = meter.result();
  EXPECT_EQ(got.top1, 1);
  EXPECT_NEAR(got.cosine, 1, 1e-15);
  EXPECT_EQ(got.sqnr_db, std::numeric_limits<double>::infinity());
  EXPECT_EQ(got.mean_kl, 0);
}

TEST(AgreementMeter, HugeLogitsGiveAFiniteDivergence) {
  AgreementMeter meter;
  ASSERT_TRUE(
      meter.add(at::tensor({5000.f, 0.f}).reshape({1, 2}), at::tensor({4000.f, 0.f}).reshape({1, 2})));
  EXPECT_EQ(meter.result().mean_kl, 0);
}

TEST(AgreementMeter, ZeroSamplesHaveADefinedCosine) {
  AgreementMeter meter;
  ASSERT_TRUE(meter.add(at::zeros({2, 3}), at::tensor({0.f, 0.f, 0.f, 1.f, 0.f, 0.f}).reshape({2, 3})));
  EXPECT_DOUBLE_EQ(meter.result().cosine, 0.5);
}

TEST(AgreementMeter, WhereThereIsNoChoiceThereIsNoTop1) {
  AgreementMeter meter;
  ASSERT_TRUE(meter.add(at::ones({4, 1}), at::full({4, 1}, 1.1)));
  const Agreement got = meter.result();
  EXPECT_TRUE(std::isnan(got.top1));
  EXPECT_TRUE(std::isnan(got.mean_kl));
  EXPECT_NEAR(got.sqnr_db, 20, 1e-5);  // an error of a tenth; 1.1 is rounded to float
}

TEST(AgreementMeter, RowsOfLongerOutputsAreCountedEach) {
  AgreementMeter meter;
  at::Tensor original = at::zeros({2, 2, 3}), variant = at::zeros({2, 2, 3});
  original.select(2, 0).fill_(1);
  variant.select(2, 0).fill_(1);
  variant[1][1][2] = 2;
  ASSERT_TRUE(meter.add(original, variant));
  EXPECT_DOUBLE_EQ(meter.result().top1, 0.75);
  EXPECT_EQ(meter.result().samples, 2);
}

TEST(AgreementMeter, ANaNIsNotHidden) {
  AgreementMeter meter;
  const at::Tensor original = at::tensor({1.f, 0.f}).reshape({1, 2});
  ASSERT_TRUE(meter.add(original, original / 0 * 0));
  EXPECT_EQ(meter.result().top1, 0);
  EXPECT_TRUE(std::isnan(meter.result().cosine));
}

TEST(AgreementMeter, DifferentShapesCannotBeCompared) {
  AgreementMeter meter;
  EXPECT_FALSE(meter.add(at::zeros({2, 3}), at::zeros({2, 4})));
}

}  // namespace
}  // namespace athena
