// SPDX-License-Identifier: Apache-2.0
#include "app/cli/coverage_text.h"

#include <algorithm>
#include <vector>

#include "app/cli/format.h"
#include "app/cli/newest_measurement.h"

namespace athena::cli {
namespace {

std::int64_t not_in_integers(const LayerReport& layer) {
  return layer.multiply_adds - layer.integer_multiply_adds;
}

}  // namespace

void print_coverage(const Coverage& coverage, std::ostream& out) {
  out << "in integers: " << percent_text(coverage.share()) << " of " << count_text(coverage.with_weights)
      << " multiply-adds by stored weights";
  if (coverage.of_activations > 0)
    out << "; besides, " << count_text(coverage.of_activations) << " between activations";
  out << " (" << coverage.samples << (coverage.samples == 1 ? " sample" : " samples") << ")\n";
  for (const std::string& fall_back : coverage.fall_backs) out << "fell back: " << fall_back << "\n";
}

bool covers(const Variant& variant, double share) {
  const auto coverage = newest_measurement(variant).coverage;
  return coverage && coverage->share() >= share;
}

std::string coverage_shortfall(const Variant& variant, double share) {
  const auto coverage = newest_measurement(variant).coverage;
  if (!coverage) return "What ran in integers was not measured.";
  std::vector<const LayerReport*> low;
  for (const LayerReport& layer : variant.layers)
    if (not_in_integers(layer) > 0) low.push_back(&layer);
  std::stable_sort(low.begin(), low.end(), [](const LayerReport* a, const LayerReport* b) {
    return not_in_integers(*a) > not_in_integers(*b);
  });
  std::string text = "Only " + percent_text(coverage->share()) +
                     " of the multiply-adds by stored weights ran in " + "integers, not the required " +
                     percent_text(share) + ".";
  const char* before = " Not in integers: ";
  for (const LayerReport* layer : low) {
    const double part = share_of(not_in_integers(*layer), coverage->with_weights);
    text += before + layer->path + " (" + layer->scheme + ", " + percent_text(part) +
            (layer->reason.empty() ? "" : ": " + layer->reason) + ")";
    before = ", ";
  }
  return low.empty() ? text : text + ".";
}

}  // namespace athena::cli
