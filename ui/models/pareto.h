// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

namespace athena::ui {

/// A result as the Pareto front sees it: less cost and more quality are better.
struct CostQuality {
  double cost = 0, quality = 0;
};

/// Indices of the points that no other one beats in both (or equals in one and beats in the other), by rising
/// cost. Of equal points the first is kept; points that are not finite are none.
std::vector<std::size_t> paretoFront(const std::vector<CostQuality>& points);

/// Index of the best quality that costs at most `budget` (no budget: any cost); of equal ones the cheapest.
std::optional<std::size_t> bestUnder(const std::vector<CostQuality>& points, std::optional<double> budget);

}  // namespace athena::ui
