// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace athena {

/// The value below which a share of the weights lies.
struct Percentile {
  double percent = 0;  // 0..100
  double value = 0;
};

/// Least and greatest finite weight of one output channel (a row of an embedding); equal where it has none.
struct ChannelRange {
  double low = 0, high = 0;
};

/// The values that a scheme can store, and how close they come to a layer's weights.
struct QuantizationGrid {
  std::string scheme;
  std::int64_t scales = 0;                     // of the whole layer: one per channel or group
  double smallest_step = 0, largest_step = 0;  // between neighbouring levels, over all scales; 0: floats
  double first_level = 0;                      // of the scale with the largest step
  int levels = 0;                              // of that scale: first_level + i * largest_step
  double sqnr_db = 0;                          // 10 log10(power of the weights / power of the error)
  double largest_error = 0;                    // of one weight
};

/// What one stored weight tensor holds. Figures are over its finite values.
struct WeightStatistics {
  std::string layer;   // its path
  std::string tensor;  // the attribute that was looked at: "lstm.weight_ih_l0"; empty: a constant
  std::vector<std::int64_t> shape;
  std::string dtype;
  std::int64_t values = 0, zeros = 0, not_finite = 0;
  double low = 0, high = 0, mean = 0, deviation = 0;
  std::vector<Percentile> percentiles;  // of the values, from 0.1 to 99.9
  std::vector<double> magnitudes;       // 0 %, 1 %, ... 100 % of the values are of at most this magnitude
  std::vector<std::int64_t>
      histogram;  // counts in bins of equal width from `low` to `high`; one bin where both are equal
  std::vector<ChannelRange> channels;  // empty: the tensor has fewer than two dimensions
  std::optional<QuantizationGrid> grid;
  std::string no_grid;  // why the scheme asked for has none, as a sentence
};

}  // namespace athena
