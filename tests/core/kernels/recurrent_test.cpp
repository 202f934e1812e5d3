// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/recurrent/recurrent.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support.h"

namespace athena::kernels::testing {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr double kEpsilon = std::numeric_limits<float>::epsilon();
constexpr int kGuards = 32;  // behind a state, where a kernel that writes past the end is seen

using Recurrent = EveryIsa;
ATHENA_FOR_EVERY_ISA(Recurrent);

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

struct Inputs {
  std::vector<float> x, h, hidden, cell;
};

Inputs inputs(Random& random, int64_t gates, int64_t size) {
  Inputs in{random.floats(gates * size, 3), random.floats(gates * size, 3), random.floats(size),
            random.floats(size, 2)};
  for (auto* state : {&in.hidden, &in.cell}) state->resize(state->size() + kGuards, 7.0f);
  return in;
}

void expect_near(const std::vector<float>& got, const std::vector<double>& wanted) {
  for (size_t i = 0; i < wanted.size(); ++i)
    EXPECT_NEAR(got[i], wanted[i], 8 * kEpsilon * std::max(1.0, std::fabs(wanted[i]))) << i;
  for (size_t i = wanted.size(); i < got.size(); ++i) EXPECT_EQ(got[i], 7.0f);
}

TEST_P(Recurrent, LstmOfEverySize) {
  Random random(50);
  for (int64_t size = 0; size < 40; ++size) {
    Inputs in = inputs(random, 4, size), scalar = in;
    std::vector<double> cell, hidden;
    for (int64_t i = 0; i < size; ++i) {
      const auto sum = [&](int64_t gate) {
        const auto at = static_cast<size_t>(gate * size + i);
        return static_cast<double>(in.x[at]) + in.h[at];
      };
      const double former = in.cell[static_cast<size_t>(i)];
      cell.push_back(sigmoid(sum(1)) * former + sigmoid(sum(0)) * std::tanh(sum(2)));
      hidden.push_back(sigmoid(sum(3)) * std::tanh(cell.back()));
    }
    recurrent_kernels(GetParam()).lstm(in.x.data(), in.h.data(), size, in.cell.data(), in.hidden.data());
    expect_near(in.cell, cell);
    expect_near(in.hidden, hidden);
    recurrent_kernels(Isa::Scalar)
        .lstm(scalar.x.data(), scalar.h.data(), size, scalar.cell.data(), scalar.hidden.data());
    EXPECT_EQ(bits(in.cell), bits(scalar.cell));
    EXPECT_EQ(bits(in.hidden), bits(scalar.hidden));
  }
}

TEST_P(Recurrent, GruOfEverySize) {
  Random random(51);
  for (int64_t size = 0; size < 40; ++size) {
    Inputs in = inputs(random, 3, size), scalar = in;
    std::vector<double> hidden;
    for (int64_t i = 0; i < size; ++i) {
      const auto x = [&](int64_t gate) { return double{in.x[static_cast<size_t>(gate * size + i)]}; };
      const auto h = [&](int64_t gate) { return double{in.h[static_cast<size_t>(gate * size + i)]}; };
      const double update = sigmoid(x(1) + h(1)), fresh = std::tanh(x(2) + sigmoid(x(0) + h(0)) * h(2));
      hidden.push_back((1 - update) * fresh + update * in.hidden[static_cast<size_t>(i)]);
    }
    recurrent_kernels(GetParam()).gru(in.x.data(), in.h.data(), size, in.hidden.data());
    expect_near(in.hidden, hidden);
    recurrent_kernels(Isa::Scalar).gru(scalar.x.data(), scalar.h.data(), size, scalar.hidden.data());
    EXPECT_EQ(bits(in.hidden), bits(scalar.hidden));
  }
}

TEST_P(Recurrent, RnnOfEverySizeAndExtremeValues) {
  Random random(52);
  for (int64_t size = 0; size < 40; ++size) {
    Inputs in = inputs(random, 1, size);
    const std::vector<float> special{kNan, kInf, -kInf, 0.0f, -0.0f, 1e30f, -1e30f, 1e-30f, 0.625f, -0.625f};
    for (size_t i = 0; i < special.size() && i < in.x.size(); ++i) in.x[i] = special[i], in.h[i] = 0;
    Inputs scalar = in, relu = in, scalar_relu = in;
    recurrent_kernels(GetParam()).rnn_tanh(in.x.data(), in.h.data(), size, in.hidden.data());
    recurrent_kernels(GetParam()).rnn_relu(relu.x.data(), relu.h.data(), size, relu.hidden.data());
    for (size_t i = 0; i < in.x.size(); ++i) {
      const float sum = in.x[i] + in.h[i];
      if (std::isnan(sum)) {
        EXPECT_TRUE(std::isnan(in.hidden[i]) && std::isnan(relu.hidden[i]));
      } else {
        const double wanted = std::tanh(double{sum});
        EXPECT_NEAR(in.hidden[i], wanted, 2 * kEpsilon * std::fabs(wanted)) << sum;
        EXPECT_EQ(relu.hidden[i], std::max(sum, 0.0f));
      }
    }
    recurrent_kernels(Isa::Scalar).rnn_tanh(scalar.x.data(), scalar.h.data(), size, scalar.hidden.data());
    recurrent_kernels(Isa::Scalar).rnn_relu(relu.x.data(), relu.h.data(), size, scalar_relu.hidden.data());
    EXPECT_EQ(bits(in.hidden), bits(scalar.hidden));
    EXPECT_EQ(bits(relu.hidden), bits(scalar_relu.hidden));
  }
}

}  // namespace
}  // namespace athena::kernels::testing
