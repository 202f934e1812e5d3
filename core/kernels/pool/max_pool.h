// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

#include "core/kernels/isa.h"

namespace athena::kernels {

/// Max pooling of images: x [images, height, width, channels] into y [images, out height, out width,
/// channels], or, as planes, x [images, channels, height, width] into y [images, channels, out height, out
/// width]. Pairs are of height and width.
struct MaxPool {
  using Pair = std::array<int64_t, 2>;
  int64_t channels = 0;
  Pair size{}, out{}, window{}, stride{}, padding{}, dilation{1, 1};
  bool rectify = false;  // max(y, 0) after it, which is the same as before it

  /// Whether every window meets the image, without which an output would be the greatest of nothing.
  bool windows_meet_image() const;
  /// Rows [begin, end) of all images' outputs, counted through: image * out[0] + row. A window's part outside
  /// the image does not count; NaN wins, then the first of equal values: the same bits on every ISA.
  void run(const float* x, int64_t begin, int64_t end, float* y, Isa isa) const;
  /// Rows [begin, end) of all planes' outputs: (image * channels + channel) * out[0] + row. The same values;
  /// of zeros of either sign, which are equal, columns decide before rows.
  void run_planes(const float* x, int64_t begin, int64_t end, float* y, Isa isa) const;
  /// run() of codes, whose order is that of the numbers they stand for; not to be rectified.
  void run(const uint8_t* x, int64_t begin, int64_t end, uint8_t* y, Isa isa) const;

 private:
  template <typename T, typename Maximum>
  void each_window(const T* x, int64_t begin, int64_t end, T* y, const Maximum& maximum) const;
};

}  // namespace athena::kernels
