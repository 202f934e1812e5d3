// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pareto.h"

#include <algorithm>
#include <cmath>

namespace athena::ui {
namespace {

bool finite(const CostQuality& point) { return std::isfinite(point.cost) && std::isfinite(point.quality); }

}  // namespace

std::vector<std::size_t> paretoFront(const std::vector<CostQuality>& points) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (finite(points[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return points[a].cost != points[b].cost ? points[a].cost < points[b].cost
                                            : points[a].quality > points[b].quality;
  });
  std::vector<std::size_t> front;
  for (std::size_t i : order) {
    if (front.empty() || points[i].quality > points[front.back()].quality) front.push_back(i);
  }
  return front;
}

std::optional<std::size_t> bestUnder(const std::vector<CostQuality>& points, std::optional<double> budget) {
  std::optional<std::size_t> best;
  for (std::size_t i : paretoFront(points)) {
    if (!budget || points[i].cost <= *budget) best = i;  // along the front quality rises with the cost
  }
  return best;
}

}  // namespace athena::ui
