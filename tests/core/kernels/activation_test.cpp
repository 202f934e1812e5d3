// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/activation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace athena::kernels {
namespace {

double exact(Activation activation, double x) {
  switch (activation) {
    case Activation::None:
      return x;
    case Activation::Relu:
      return std::max(x, 0.0);
    case Activation::GeluErf:
      return 0.5 * x * (1 + std::erf(x / std::sqrt(2.0)));
    case Activation::GeluTanh:
      return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    case Activation::Silu:
      return x / (1 + std::exp(-x));
    case Activation::Relu6:
      return std::clamp(x, 0.0, 6.0);
  }
  return 0;
}

constexpr Activation kAll[] = {Activation::None,     Activation::Relu, Activation::GeluErf,
                               Activation::GeluTanh, Activation::Silu, Activation::Relu6};

TEST(Activation, CloseToDoublePrecision) {
  for (const Activation activation : kAll) {
    for (int i = -40000; i <= 40000; ++i) {
      const float x = static_cast<float>(i) * 1e-3f;
      // The bounds of activation.h, rounding of x itself included.
      EXPECT_NEAR(activate(activation, x), exact(activation, x), 3e-7 * std::max(1.0f, std::fabs(x)))
          << "activation " << static_cast<int>(activation) << " at " << x;
    }
  }
}

TEST(Activation, SmoothOnesAreRelativelyClose) {
  for (const Activation activation : {Activation::GeluTanh, Activation::Silu}) {
    for (int i = -6000; i <= 20000; ++i) {
      const float x = static_cast<float>(i) * 1e-3f;
      const double want = exact(activation, x);
      if (std::fabs(want) > 1e-6) {
        EXPECT_NEAR(activate(activation, x) / want, 1.0, 2e-6) << x;
      }
    }
  }
}

TEST(Activation, ExtremesAndNotANumber) {
  constexpr float kMax = std::numeric_limits<float>::max();
  for (const Activation activation : kAll) {
    EXPECT_TRUE(std::isnan(activate(activation, std::numeric_limits<float>::quiet_NaN())));
    EXPECT_EQ(activate(activation, kMax), activation == Activation::Relu6 ? 6.0f : kMax);
    if (activation != Activation::None) {
      EXPECT_NEAR(activate(activation, -kMax), 0, 1e-30);
    }
    EXPECT_EQ(activate(activation, 0.0f), 0.0f);
  }
}

}  // namespace
}  // namespace athena::kernels
