// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/words.h"

#include <algorithm>

#include "core/base/lower_case.h"
#include "core/recipe/value.h"

namespace athena::recipe {
namespace {

constexpr std::size_t longest_shown = 60;

/// Optimal string alignment distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string shortened(std::string_view text) {
  if (text.size() <= longest_shown) return std::string(text);
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string in_quotes(std::string_view text) { return json_string(shortened(text)); }

std::string listed(const std::vector<std::string>& words) {
  if (words.empty()) return "none";
  std::string text = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) text += (i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& choices) {
  if (word.empty() || word.size() > 2 * longest_shown) return "";
  const std::string* nearest = nullptr;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto& choice : choices) {
    const auto distance = edit_distance(lower_case(word), lower_case(choice));
    if (distance < std::min(least, choice.size())) {
      least = distance;
      nearest = &choice;
    }
  }
  std::string names = nearest ? in_quotes(*nearest) : "";
  if (!nearest && word.size() >= 3)  // "int8": the start of several
    for (const auto& choice : choices)
      if (lower_case(choice).starts_with(lower_case(word)))
        names += (names.empty() ? "" : " or ") + in_quotes(choice);
  return names.empty() ? "" : "Did you mean " + names + "?";
}

}  // namespace athena::recipe
