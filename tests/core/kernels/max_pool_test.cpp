// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/pool/max_pool.h"

#include <cmath>
#include <limits>

#include "tests/core/kernels/support.h"

namespace athena::kernels {
namespace {

using namespace testing;

struct Case {
  int64_t images;
  MaxPool pool;
};

Case random_case(Random& random) {
  Case c;
  c.images = random.integer(1, 3);
  c.pool.channels = random.integer(1, 40);
  for (std::size_t d = 0; d < 2; ++d) {
    c.pool.window[d] = random.integer(1, 3);
    c.pool.dilation[d] = random.integer(1, 2);
    c.pool.stride[d] = random.integer(1, 3);
    c.pool.padding[d] = random.integer(0, c.pool.window[d] / 2);
    const int64_t covered = c.pool.dilation[d] * (c.pool.window[d] - 1) + 1;
    c.pool.size[d] = random.integer(covered, covered + 8);
    c.pool.out[d] = (c.pool.size[d] + 2 * c.pool.padding[d] - covered) / c.pool.stride[d] + 1;
  }
  c.pool.rectify = random.integer(0, 1) == 1;
  return c;
}

std::vector<float> expected(const Case& c, const std::vector<float>& x) {
  const MaxPool& p = c.pool;
  std::vector<float> y;
  for (int64_t n = 0; n < c.images; ++n)
    for (int64_t row = 0; row < p.out[0]; ++row)
      for (int64_t column = 0; column < p.out[1]; ++column)
        for (int64_t channel = 0; channel < p.channels; ++channel) {
          float most = -std::numeric_limits<float>::infinity();
          for (int64_t i = 0; i < p.window[0]; ++i)
            for (int64_t j = 0; j < p.window[1]; ++j) {
              const int64_t h = row * p.stride[0] - p.padding[0] + i * p.dilation[0];
              const int64_t w = column * p.stride[1] - p.padding[1] + j * p.dilation[1];
              if (h < 0 || w < 0 || h >= p.size[0] || w >= p.size[1]) continue;
              const float value =
                  x[static_cast<size_t>(((n * p.size[0] + h) * p.size[1] + w) * p.channels + channel)];
              if (value > most || std::isnan(value)) most = value;
            }
          y.push_back(p.rectify && most < 0 ? 0.0f : most);
        }
  return y;
}

class MaxPoolTest : public EveryIsa {};

TEST_P(MaxPoolTest, GivesTheGreatestOfEveryWindowBitForBit) {
  Random random(1);
  for (int repeat = 0; repeat < 60; ++repeat) {
    const Case c = random_case(random);
    ASSERT_TRUE(c.pool.windows_meet_image());
    auto x = random.floats(c.images * c.pool.size[0] * c.pool.size[1] * c.pool.channels);
    for (float& value : x)
      if (const auto special = random.integer(0, 60); special < 3)
        value = special == 0 ? NAN : (special == 1 ? -INFINITY : -0.0f);
    const auto y = expected(c, x);
    std::vector<float> got(y.size(), 7.0f);
    const int64_t rows = c.images * c.pool.out[0], middle = random.integer(0, rows);
    c.pool.run(x.data(), middle, rows, got.data(), GetParam());
    c.pool.run(x.data(), 0, middle, got.data(), GetParam());
    EXPECT_EQ(bits(got), bits(y)) << repeat;
  }
}

/// [images, rows, channels] from [images, channels, rows], or the other way round with the numbers swapped.
std::vector<float> turned(const std::vector<float>& x, int64_t images, int64_t a, int64_t b) {
  std::vector<float> y(x.size());
  for (int64_t n = 0; n < images; ++n)
    for (int64_t i = 0; i < a; ++i)
      for (int64_t j = 0; j < b; ++j)
        y[static_cast<size_t>((n * b + j) * a + i)] = x[static_cast<size_t>((n * a + i) * b + j)];
  return y;
}

TEST_P(MaxPoolTest, PlanesGiveTheSame) {
  Random random(3);
  for (int repeat = 0; repeat < 60; ++repeat) {
    const Case c = random_case(random);
    const int64_t pixels = c.pool.size[0] * c.pool.size[1], outs = c.pool.out[0] * c.pool.out[1];
    auto x = random.floats(c.images * pixels * c.pool.channels);
    for (float& value : x)
      if (const auto special = random.integer(0, 60); special < 2) value = special == 0 ? NAN : -INFINITY;
    const auto y = turned(expected(c, x), c.images, outs, c.pool.channels);
    const auto planes = turned(x, c.images, pixels, c.pool.channels);
    std::vector<float> got(y.size(), 7.0f);
    const int64_t rows = c.images * c.pool.channels * c.pool.out[0], middle = random.integer(0, rows);
    c.pool.run_planes(planes.data(), middle, rows, got.data(), GetParam());
    c.pool.run_planes(planes.data(), 0, middle, got.data(), GetParam());
    EXPECT_EQ(bits(got), bits(y)) << repeat;
  }
}

TEST_P(MaxPoolTest, CodesPoolAsTheNumbersDo) {
  Random random(2);
  for (int repeat = 0; repeat < 60; ++repeat) {
    Case c = random_case(random);
    c.pool.channels = random.integer(1, 140);
    c.pool.rectify = false;
    const auto x =
        random.integers<uint8_t>(c.images * c.pool.size[0] * c.pool.size[1] * c.pool.channels, 0, 255);
    const auto y = expected(c, {x.begin(), x.end()});
    std::vector<uint8_t> got(y.size() + 64, 7), wanted(y.begin(), y.end());
    wanted.resize(got.size(), 7);
    const int64_t rows = c.images * c.pool.out[0], middle = random.integer(0, rows);
    c.pool.run(x.data(), middle, rows, got.data(), GetParam());
    c.pool.run(x.data(), 0, middle, got.data(), GetParam());
    EXPECT_EQ(got, wanted) << repeat;
  }
}

TEST_P(MaxPoolTest, SaysWhenAWindowLiesOutside) {
  MaxPool pool{1, {2, 2}, {1, 1}, {2, 2}, {1, 1}, {1, 1}, {3, 3}};
  EXPECT_FALSE(pool.windows_meet_image());  // its taps are at -1 and 2, the image is 0 and 1
}

ATHENA_FOR_EVERY_ISA(MaxPoolTest);

}  // namespace
}  // namespace athena::kernels
