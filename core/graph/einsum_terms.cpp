// SPDX-License-Identifier: Apache-2.0
#include "core/graph/einsum_terms.h"

#include <algorithm>
#include <set>

namespace athena {
namespace {

bool repeats(const std::string& letters) {
  return std::set<char>(letters.begin(), letters.end()).size() != letters.size();
}

/// The letters of `from` that are, or are not, in `other`, in their order.
std::string letters(const std::string& from, const std::string& other, bool shared) {
  std::string found;
  for (const char letter : from)
    if ((other.find(letter) != std::string::npos) == shared) found += letter;
  return found;
}

std::vector<std::int64_t> places(const std::string& wanted, const std::string& in) {
  std::vector<std::int64_t> order;
  for (const char letter : wanted) order.push_back(static_cast<std::int64_t>(in.find(letter)));
  return order;
}

}  // namespace

std::optional<LinearEinsum> linear_einsum(const std::string& equation, bool weight_first) {
  std::string terms = equation;
  terms.erase(std::remove(terms.begin(), terms.end(), ' '), terms.end());
  const auto comma = terms.find(','), arrow = terms.find("->");
  if (comma == std::string::npos || arrow == std::string::npos || arrow < comma) return std::nullopt;
  if (terms.find('.') != std::string::npos || terms.find(',', comma + 1) != std::string::npos)
    return std::nullopt;
  std::string input = terms.substr(0, comma), weight = terms.substr(comma + 1, arrow - comma - 1);
  if (weight_first) std::swap(input, weight);
  const std::string output = terms.substr(arrow + 2);
  const std::string summed = letters(letters(input, weight, true), output, false);
  const std::string rows = letters(input, weight, false), kept = letters(weight, input, false);
  if (repeats(input) || repeats(weight) || repeats(output) || summed.empty()) return std::nullopt;
  if (summed.size() + rows.size() != input.size() || summed.size() + kept.size() != weight.size() ||
      output.size() != rows.size() + kept.size() || !letters(output, rows + kept, false).empty())
    return std::nullopt;
  LinearEinsum found;
  found.input_order = places(rows + summed, input);
  found.weight_order = places(kept + summed, weight);
  found.summed = static_cast<std::int64_t>(summed.size());
  found.output_order = places(output, rows + kept);
  return found;
}

}  // namespace athena
