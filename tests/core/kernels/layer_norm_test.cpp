// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/norm/layer_norm.h"

#include <cmath>

#include "tests/core/kernels/support.h"

namespace athena::kernels {
namespace {

using namespace testing;

class LayerNormTest : public EveryIsa {};

TEST_P(LayerNormTest, IsCloseToDoublePrecision) {
  Random random(2);
  for (int repeat = 0; repeat < 60; ++repeat) {
    const int64_t m = random.integer(1, 4), k = random.integer(1, 100);
    const bool adds = random.integer(0, 1), keeps = random.integer(0, 1), affine = random.integer(0, 1);
    const auto a = random.floats(m * k, 2.0f, 3.0f), b = random.floats(m * k);
    const auto gamma = random.floats(k), beta = random.floats(k);
    const LayerNorm norm{k, affine ? gamma.data() : nullptr, affine ? beta.data() : nullptr, 1e-5f};
    std::vector<float> y(a.size()), sum(a.size());
    norm.run(a.data(), adds ? b.data() : nullptr, 0, m, keeps ? sum.data() : nullptr, y.data(), GetParam());
    for (int64_t row = 0; row < m; ++row) {
      double mean = 0, variance = 0;
      std::vector<double> x;
      for (int64_t i = 0; i < k; ++i) {
        const auto at = static_cast<size_t>(row * k + i);
        x.push_back(adds ? a[at] + b[at] : a[at]);
        mean += x.back() / double(k);
        if (keeps) {
          EXPECT_EQ(sum[at], adds ? a[at] + b[at] : a[at]);
        }
      }
      for (const double value : x) variance += (value - mean) * (value - mean) / double(k);
      for (int64_t i = 0; i < k; ++i) {
        const auto c = static_cast<size_t>(i);
        double exact = (x[c] - mean) / std::sqrt(variance + 1e-5);
        if (affine) exact = exact * gamma[c] + beta[c];
        // Where the variance is small the epsilon's inverse root, some 300, enlarges what rounding leaves.
        EXPECT_NEAR(y[static_cast<size_t>(row * k + i)], exact, 2e-3 * (k < 4 ? 1 : 1e-2)) << k;
      }
    }
  }
}

TEST_P(LayerNormTest, ARowDependsOnItselfAlone) {
  Random random(3);
  const int64_t m = 5, k = 77;
  const auto a = random.floats(m * k), b = random.floats(m * k);
  const LayerNorm norm{k, nullptr, nullptr, 1e-5f};
  std::vector<float> together(a.size()), alone(a.size());
  norm.run(a.data(), b.data(), 0, m, nullptr, together.data(), GetParam());
  for (int64_t row = m; row-- > 0;)
    norm.run(a.data(), b.data(), row, row + 1, nullptr, alone.data(), GetParam());
  EXPECT_EQ(bits(alone), bits(together));
}

ATHENA_FOR_EVERY_ISA(LayerNormTest);

}  // namespace
}  // namespace athena::kernels
