// SPDX-License-Identifier: Apache-2.0
#include "app/cli/comparison.h"

#include <algorithm>
#include <optional>

#include "app/cli/newest_measurement.h"
#include "athena/comparable.h"

namespace athena::cli {
namespace {

/// Why two must not stand in one table.
std::optional<std::string> why_apart(const Variant& a, const Variant& b) {
  if (a.model_hash != b.model_hash)
    return "Not comparable: of another model (" + a.model_hash.substr(0, 8) + " and " +
           b.model_hash.substr(0, 8) + ").";
  if (a.measurements.empty() != b.measurements.empty()) return "Not comparable: not both were measured.";
  return why_not_comparable(newest_measurement(a), newest_measurement(b));
}

/// Why a variant does not fit with one of a group's; nullopt where it fits with all.
std::optional<std::string> why_apart(const ComparableGroup& group, const Variant& variant) {
  for (const Variant& other : group.variants)
    if (auto why = why_apart(other, variant)) return why;
  return std::nullopt;
}

}  // namespace

std::vector<PairTest> pair_tests(const ComparableGroup& group) {
  std::vector<PairTest> tests;
  for (std::size_t i = 1; i < group.variants.size(); ++i) {
    const Variant &a = group.variants.front(), &b = group.variants[i];
    if (const auto test = mcnemar(newest_measurement(a).right, newest_measurement(b).right))
      tests.push_back({a.id, b.id, *test});
  }
  return tests;
}

std::vector<ComparableGroup> comparable_groups(const std::vector<Variant>& variants) {
  std::vector<ComparableGroup> groups;
  for (const Variant& variant : variants) {
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const ComparableGroup& each) { return !why_apart(each, variant); });
    if (group == groups.end()) {
      std::string why = groups.empty() ? "" : why_apart(groups.front(), variant).value_or("");
      group = groups.insert(groups.end(), {std::move(why), {}});
    }
    group->variants.push_back(variant);
  }
  return groups;
}

}  // namespace athena::cli
