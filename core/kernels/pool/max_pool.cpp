// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/pool/max_pool.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/kernels/simd/pool.h"
#include "core/kernels/split.h"

namespace athena::kernels {
namespace {

struct Range {
  int64_t begin, end;
};

/// The taps of a window that lie within the image, along one dimension.
Range taps_inside(int64_t start, int64_t size, int64_t window, int64_t dilation) {
  const int64_t begin = start >= 0 ? 0 : ceil_div(-start, dilation);
  const int64_t end = start >= size ? 0 : std::min(window, ceil_div(size - start, dilation));
  return {begin, end};
}

/// `most` unless x is greater, or NaN. A branch here would be mispredicted as often as not.
float greater(float x, float most) { return (x > most) | (x != x) ? x : most; }

pool::MaximumFunction maximum_of(Isa isa) {
  return of_vectors<pool::MaximumFunction>(isa, pool::maximum_scalar, pool::maximum_avx2,
                                           pool::maximum_avx512);
}

}  // namespace

bool MaxPool::windows_meet_image() const {
  for (std::size_t d = 0; d < 2; ++d)
    for (int64_t o = 0; o < out[d]; ++o) {
      const Range taps = taps_inside(o * stride[d] - padding[d], size[d], window[d], dilation[d]);
      if (taps.begin >= taps.end) return false;
    }
  return true;
}

template <typename T, typename Maximum>
void MaxPool::each_window(const T* x, int64_t begin, int64_t end, T* y, const Maximum& maximum) const {
  std::vector<const T*> taps(static_cast<std::size_t>(window[0] * window[1]));
  for (int64_t row = begin; row < end; ++row) {
    const T* image = x + row / out[0] * size[0] * size[1] * channels;
    const int64_t top = row % out[0] * stride[0] - padding[0];
    const Range rows = taps_inside(top, size[0], window[0], dilation[0]);
    T* to = y + row * out[1] * channels;
    for (int64_t column = 0; column < out[1]; ++column, to += channels) {
      const int64_t left = column * stride[1] - padding[1];
      const Range columns = taps_inside(left, size[1], window[1], dilation[1]);
      int32_t count = 0;
      for (int64_t i = rows.begin; i < rows.end; ++i)
        for (int64_t j = columns.begin; j < columns.end; ++j)
          taps[static_cast<std::size_t>(count++)] =
              image + ((top + i * dilation[0]) * size[1] + left + j * dilation[1]) * channels;
      maximum(taps.data(), count, to);
    }
  }
}

void MaxPool::run(const float* x, int64_t begin, int64_t end, float* y, Isa isa) const {
  const auto maximum = maximum_of(isa);
  each_window(x, begin, end, y, [&](const float* const* taps, int32_t count, float* to) {
    maximum(taps, count, channels, rectify, to);
  });
}

void MaxPool::run_planes(const float* x, int64_t begin, int64_t end, float* y, Isa isa) const {
  const auto maximum = maximum_of(isa);
  const int64_t reach = (out[1] - 1) * stride[1] + (window[1] - 1) * dilation[1] + 1;
  // The greatest of each column, between what counts for nothing.
  std::vector<float> line(static_cast<std::size_t>(std::max(reach, padding[1] + size[1])),
                          -std::numeric_limits<float>::infinity());
  std::vector<const float*> taps(static_cast<std::size_t>(window[0]));
  for (int64_t row = begin; row < end; ++row) {
    const float* plane = x + row / out[0] * size[0] * size[1];
    const int64_t top = row % out[0] * stride[0] - padding[0];
    const Range rows = taps_inside(top, size[0], window[0], dilation[0]);
    int32_t count = 0;
    for (int64_t i = rows.begin; i < rows.end; ++i)
      taps[static_cast<std::size_t>(count++)] = plane + (top + i * dilation[0]) * size[1];
    maximum(taps.data(), count, size[1], rectify, line.data() + padding[1]);
    float* to = y + row * out[1];
    for (int64_t o = 0; o < out[1]; ++o) to[o] = line[static_cast<std::size_t>(o * stride[1])];
    for (int64_t j = 1; j < window[1]; ++j) {
      const float* from = line.data() + j * dilation[1];
      for (int64_t o = 0; o < out[1]; ++o) to[o] = greater(from[o * stride[1]], to[o]);
    }
  }
}

void MaxPool::run(const uint8_t* x, int64_t begin, int64_t end, uint8_t* y, Isa isa) const {
  const auto maximum = of_vectors<pool::MaximumCodesFunction>(
      isa, pool::maximum_codes_scalar, pool::maximum_codes_avx2, pool::maximum_codes_avx512);
  each_window(x, begin, end, y, [&](const uint8_t* const* taps, int32_t count, uint8_t* to) {
    maximum(taps, count, channels, to);
  });
}

}  // namespace athena::kernels
