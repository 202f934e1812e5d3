// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_weights.h"

#include <algorithm>
#include <cmath>

#include "app/cli/format.h"
#include "app/cli/table.h"

namespace athena::cli {
namespace {

constexpr std::int64_t kLongestBar = 50;  // characters

std::string with_share(std::int64_t part, std::int64_t all) {
  return std::to_string(part) + " (" + percent_text(share_of(part, all)) + ")";
}

void print_figures(const WeightStatistics& weights, std::ostream& out) {
  Table table({{"figure"}, {"value", Align::Right}});
  table.add({"values", std::to_string(weights.values)});
  table.add({"zeros", with_share(weights.zeros, weights.values)});
  table.add({"not finite", with_share(weights.not_finite, weights.values)});
  table.add({"mean", number_text(weights.mean)});
  table.add({"standard deviation", number_text(weights.deviation)});
  table.add({"minimum", number_text(weights.low)});
  for (const Percentile& each : weights.percentiles)
    table.add({number_text(each.percent) + " %", number_text(each.value)});
  table.add({"maximum", number_text(weights.high)});
  table.print(out);
}

void print_channels(const WeightStatistics& weights, std::ostream& out) {
  if (weights.channels.empty()) return;
  const auto width = [](const ChannelRange& a) { return std::max(-a.low, a.high); };
  const auto [narrowest, widest] =
      std::minmax_element(weights.channels.begin(), weights.channels.end(),
                          [&](const ChannelRange& a, const ChannelRange& b) { return width(a) < width(b); });
  out << "\n"
      << weights.channels.size() << " channels, of largest magnitudes from " << number_text(width(*narrowest))
      << " to " << number_text(width(*widest)) << " (channel " << widest - weights.channels.begin() << ")\n";
}

void print_grid(const WeightStatistics& weights, std::ostream& out) {
  if (!weights.no_grid.empty()) out << "\n" << weights.no_grid << "\n";
  if (!weights.grid) return;
  const QuantizationGrid& grid = *weights.grid;
  out << "\n" << grid.scheme << ": ";
  if (grid.levels > 0)
    out << grid.levels << " levels, " << grid.scales << " scale" << (grid.scales == 1 ? "" : "s")
        << ", steps from " << number_text(grid.smallest_step) << " to " << number_text(grid.largest_step)
        << ", ";
  out << "largest error " << number_text(grid.largest_error);
  if (std::isfinite(grid.sqnr_db)) out << ", SQNR " << number_text(grid.sqnr_db) << " dB";
  out << "\n";
}

void print_histogram(const WeightStatistics& weights, std::ostream& out) {
  if (weights.histogram.empty()) return;
  const auto bins = static_cast<std::int64_t>(weights.histogram.size());
  const std::int64_t most = *std::max_element(weights.histogram.begin(), weights.histogram.end());
  Table table({{"from", Align::Right}, {"to", Align::Right}, {"values", Align::Right}, {""}});
  const auto edge = [&](std::int64_t bin) {
    return number_text(weights.low + (weights.high - weights.low) * double(bin) / double(bins));
  };
  for (std::int64_t bin = 0; bin < bins; ++bin) {
    const std::int64_t count = weights.histogram[static_cast<std::size_t>(bin)];
    // One that holds anything shows something.
    const std::int64_t length = (count * kLongestBar + most - 1) / most;
    table.add({edge(bin), edge(bin + 1), std::to_string(count), std::string(std::size_t(length), '#')});
  }
  out << "\n";
  table.print(out);
}

}  // namespace

void print_weights(const WeightStatistics& weights, std::ostream& out) {
  out << weights.layer << "  " << shape_text(weights.shape) << " " << weights.dtype;
  if (!weights.tensor.empty()) out << ", of " << weights.tensor;
  out << "\n\n";
  if (weights.values == 0) {
    out << "It holds no values.\n";
    return;
  }
  print_figures(weights, out);
  print_channels(weights, out);
  print_grid(weights, out);
  print_histogram(weights, out);
}

}  // namespace athena::cli
