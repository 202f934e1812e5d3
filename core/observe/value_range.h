// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "core/kernels/quantize/quantize.h"

namespace athena {

/// How the range of codes is found in what calibration samples showed of a value.
enum class Observer {
  MinMax,      // from the smallest value to the greatest
  Percentile,  // without the share of values that lies furthest out, at each end
  Mse,         // which makes the squared error of quantization least
};

struct ObserverOptions {
  Observer observer = Observer::MinMax;
  double percentile = 99.99;  // (50, 100]; the lower end is at 100 minus this
};

/// Finite, with low <= 0 <= high, so that 0 has an exact code.
struct ValueRange {
  float low = 0, high = 0;
  bool operator==(const ValueRange&) const = default;
};

/// How many values lie where, in bins of equal width from `range.low` to `range.high`; those beyond count in
/// the bins at the ends.
class Histogram {
 public:
  static constexpr std::int64_t kBins = 4096;

  explicit Histogram(ValueRange range) : range_(range), counts_(kBins) {}

  /// NaN is not counted.
  void add(const float* values, std::int64_t count);

  const ValueRange& range() const { return range_; }
  const std::vector<std::int64_t>& counts() const { return counts_; }
  std::int64_t total() const;
  double width() const { return (double(range_.high) - double(range_.low)) / double(kBins); }
  /// Between bins i - 1 and i.
  double edge(std::int64_t i) const { return double(range_.low) + double(i) * width(); }
  /// What the values of a bin are taken for: its middle, or 0 where it holds that.
  double value(std::int64_t bin) const;

 private:
  ValueRange range_;
  std::vector<std::int64_t> counts_;
};

/// The end at which at most the share 1 - percentile / 100 of all values lies further out, to the next edge
/// of a bin; for the lower end likewise. 0 is always within.
ValueRange percentile_range(const Histogram& histogram, double percentile);

/// Of all ranges that end at k / 64 of either end of the histogram's, that whose codes differ least from the
/// values in the sum of squares (range setting by MSE: Nagel et al. 2021, "A White Paper on Neural Network
/// Quantization", 3.1); the widest of equals.
ValueRange least_squares_range(const Histogram& histogram);

/// The sum of squares by which the codes of `range` miss the histogram's values.
double squared_error(const Histogram& histogram, ValueRange range);

/// As kernels::row_range_u8 makes it of a row with these ends: scale 1 and zero point 0 for zeros alone, and
/// where the scale would be below the smallest normal float; a scale of NaN where the range overflows fp32.
kernels::RowRange code_range(ValueRange range);

}  // namespace athena
