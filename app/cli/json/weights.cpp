// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"

namespace athena::cli {

Json json_of(const Percentile& percentile) {
  return {{"percent", percentile.percent}, {"value", percentile.value}};
}

Json json_of(const ChannelRange& channel) { return {{"low", channel.low}, {"high", channel.high}}; }

Json json_of(const QuantizationGrid& grid) {
  return {{"scheme", grid.scheme},
          {"scales", grid.scales},
          {"smallest_step", grid.smallest_step},
          {"largest_step", grid.largest_step},
          {"first_level", grid.first_level},
          {"levels", grid.levels},
          {"sqnr_db", grid.sqnr_db},
          {"largest_error", grid.largest_error}};
}

Json json_of(const WeightStatistics& weights) {
  return {{"layer", weights.layer},
          {"tensor", weights.tensor},
          {"shape", weights.shape},
          {"dtype", weights.dtype},
          {"values", weights.values},
          {"zeros", weights.zeros},
          {"not_finite", weights.not_finite},
          {"low", weights.low},
          {"high", weights.high},
          {"mean", weights.mean},
          {"deviation", weights.deviation},
          {"percentiles", json_list(weights.percentiles)},
          {"magnitudes", weights.magnitudes},
          {"histogram", weights.histogram},
          {"channels", json_list(weights.channels)},
          {"grid", json_or_null(weights.grid)},
          {"no_grid", weights.no_grid}};
}

}  // namespace athena::cli
