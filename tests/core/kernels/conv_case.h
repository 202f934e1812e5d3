// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/kernels/int8_conv/conv_weights.h"
#include "support.h"

namespace athena::kernels::testing {

/// What the tests of every int8 convolution are over.
struct ConvCase {
  ConvInput input = {};
  int64_t n = 0, channels = 0, groups = 1;
  Pair kernel{1, 1};
  std::vector<int8_t> values = {};
  std::vector<float> scales = {}, bias = {};

  ConvWeights weights() const {
    return {n, channels, groups, kernel, values.data(), scales.data(), bias.empty() ? nullptr : bias.data()};
  }
  int64_t depth() const { return channels * kernel[0] * kernel[1]; }
  int64_t outputs(size_t axis) const {
    return (input.size[axis] + input.before[axis] + input.after[axis] -
            input.dilation[axis] * (kernel[axis] - 1) - 1) /
               input.stride[axis] +
           1;
  }
  int64_t sample() const { return groups * channels * input.size[0] * input.size[1]; }
  int64_t result() const { return input.batch * n * outputs(0) * outputs(1); }
  std::string text() const {
    const auto pair = [](Pair p) { return std::to_string(p[0]) + "," + std::to_string(p[1]); };
    return "batch " + std::to_string(input.batch) + " size " + pair(input.size) + " n " + std::to_string(n) +
           " channels " + std::to_string(channels) + " groups " + std::to_string(groups) + " kernel " +
           pair(kernel) + " stride " + pair(input.stride) + " dilation " + pair(input.dilation) + " before " +
           pair(input.before) + " after " + pair(input.after) + " seed " + std::to_string(seed());
  }
};

inline void fill_weights(Random& random, ConvCase& c) {
  c.values = random.integers<int8_t>(c.n * c.depth(), -127, 127);
  c.scales = random.floats(c.n, 0.01f);
  if (random.integer(0, 1) == 1) c.bias = random.floats(c.n);
}

/// Square in all respects; to be filled.
template <typename Case>
Case square(int64_t size, int64_t channels, int64_t n, int64_t kernel, int64_t stride, int64_t padding,
            int64_t dilation = 1, int64_t groups = 1) {
  Case c;
  c.n = n;
  c.channels = channels / groups;
  c.groups = groups;
  c.kernel = {kernel, kernel};
  c.input = {.batch = 1,
             .size = {size, size},
             .stride = {stride, stride},
             .dilation = {dilation, dilation},
             .before = {padding, padding},
             .after = {padding, padding}};
  return c;
}

/// A batch of images of sizes up to `most`, and windows that fit them.
inline void fuzz_windows(Random& random, int64_t most, ConvCase& c) {
  c.input.batch = random.integer(0, 3);
  for (const size_t axis : {0, 1}) {
    c.kernel[axis] = random.integer(1, 5);
    c.input.stride[axis] = random.integer(1, 4);
    c.input.dilation[axis] = random.integer(1, 3);
    c.input.before[axis] = random.integer(0, 6);
    c.input.after[axis] = random.integer(0, 6);
    c.input.size[axis] =
        std::max<int64_t>(random.integer(1, most), c.input.dilation[axis] * (c.kernel[axis] - 1) + 1 -
                                                       c.input.before[axis] - c.input.after[axis]);
  }
}

/// The sum of output n at (oy, ox) from the formula: of weights times code(channel, y, x), which is less the
/// zero point, over what of the window lies in the image.
template <typename Code>
int64_t sum_of(const ConvCase& c, int64_t n, int64_t oy, int64_t ox, const Code& code) {
  int64_t sum = 0;
  auto weight = static_cast<size_t>(n * c.depth());
  for (int64_t i = 0; i < c.channels; ++i)
    for (int64_t ky = 0; ky < c.kernel[0]; ++ky)
      for (int64_t kx = 0; kx < c.kernel[1]; ++kx, ++weight) {
        const int64_t y = oy * c.input.stride[0] + ky * c.input.dilation[0] - c.input.before[0];
        const int64_t x = ox * c.input.stride[1] + kx * c.input.dilation[1] - c.input.before[1];
        if (y < 0 || y >= c.input.size[0] || x < 0 || x >= c.input.size[1]) continue;
        sum += code(n / (c.n / c.groups) * c.channels + i, y, x) * c.values[weight];
      }
  return sum;
}

/// All of a phase in pieces of `units`, the last first, as threads might take them.
template <typename Phase>
void in_pieces(int64_t count, int64_t units, const Phase& phase) {
  units = std::clamp<int64_t>(units, 1, std::max<int64_t>(count, 1));
  for (int64_t begin = (count - 1) / units * units; count > 0 && begin >= 0; begin -= units)
    phase(begin, std::min(begin + units, count));
}

}  // namespace athena::kernels::testing
