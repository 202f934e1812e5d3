// SPDX-License-Identifier: Apache-2.0
#include "core/observe/value_range.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace athena {
namespace {

constexpr int kFractions = 64;  // of either end that are tried

/// std::nearbyint of what is far below 2^51, which no library needs to be called for.
double nearest(double value) {
  constexpr double kOnes = 3.0 * (std::int64_t{1} << 51);
  return (value + kOnes) - kOnes;
}

/// The innermost edge beyond which at most `most` values lie. `at(i)` is the i-th bin from the outside.
template <typename Count>
std::int64_t bins_cut(double most, const Count& at) {
  double beyond = 0;
  std::int64_t cut = 0;
  while (cut < Histogram::kBins && beyond + double(at(cut)) <= most) beyond += double(at(cut++));
  return cut;
}

}  // namespace

void Histogram::add(const float* values, std::int64_t count) {
  const double per_bin = width() > 0 ? 1 / width() : 0;
  for (std::int64_t i = 0; i < count; ++i) {
    if (std::isnan(values[i])) continue;
    const double bin = std::clamp((double(values[i]) - double(range_.low)) * per_bin, 0.0, double(kBins - 1));
    ++counts_[static_cast<std::size_t>(bin)];
  }
}

std::int64_t Histogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

double Histogram::value(std::int64_t bin) const {
  const double low = edge(bin), high = edge(bin + 1);
  return low <= 0 && 0 < high ? 0 : (low + high) / 2;
}

ValueRange percentile_range(const Histogram& histogram, double percentile) {
  const std::vector<std::int64_t>& counts = histogram.counts();
  const double most = double(histogram.total()) * (1 - percentile / 100);
  const auto count = [&](std::int64_t bin) { return counts[static_cast<std::size_t>(bin)]; };
  const std::int64_t below = bins_cut(most, count),
                     above = bins_cut(most, [&](std::int64_t i) { return count(Histogram::kBins - 1 - i); });
  const float low = below == 0 ? histogram.range().low : static_cast<float>(histogram.edge(below));
  const float high =
      above == 0 ? histogram.range().high : static_cast<float>(histogram.edge(Histogram::kBins - above));
  return {std::min(low, 0.0f), std::max(high, 0.0f)};
}

double squared_error(const Histogram& histogram, ValueRange range) {
  const kernels::RowRange codes = code_range(range);
  if (!std::isfinite(codes.scale)) return std::numeric_limits<double>::infinity();
  const double scale = codes.scale, zero = codes.zero_point, per_scale = 1 / scale;
  double error = 0;
  for (std::int64_t bin = 0; bin < Histogram::kBins; ++bin) {
    const auto count = double(histogram.counts()[static_cast<std::size_t>(bin)]);
    if (count == 0) continue;
    const double value = histogram.value(bin);
    const double code = std::clamp(nearest(value * per_scale) + zero, 0.0, 255.0);
    const double missed = (code - zero) * scale - value;
    error += count * missed * missed;
  }
  return error;
}

ValueRange least_squares_range(const Histogram& histogram) {
  const ValueRange whole = histogram.range();
  ValueRange best = whole;
  double least = squared_error(histogram, whole);
  for (int below = whole.low < 0 ? kFractions : 1; below > 0; --below)
    for (int above = whole.high > 0 ? kFractions : 1; above > 0; --above) {
      const ValueRange tried{whole.low * float(below) / kFractions, whole.high * float(above) / kFractions};
      const double error = squared_error(histogram, tried);
      if (error >= least) continue;
      least = error;
      best = tried;
    }
  return best;
}

kernels::RowRange code_range(ValueRange range) {
  const std::array<float, 2> ends{range.low, range.high};
  return kernels::row_range_u8(ends.data(), 2);
}

}  // namespace athena
