// SPDX-License-Identifier: Apache-2.0
#include "app/cli/format.h"

#include <cmath>
#include <cstdio>

namespace athena::cli {
namespace {

std::string printed(const char* form, double value) {
  char text[64];
  std::snprintf(text, sizeof text, form, value);
  return text;
}

/// Three digits, as many of them behind the point as that leaves.
std::string three_digits(double value) {
  return printed(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
}

}  // namespace

std::string bytes_text(std::int64_t bytes) {
  static constexpr const char* units[] = {" B", " kB", " MB", " GB", " TB"};
  if (bytes < 1000) return std::to_string(bytes) + units[0];
  double value = static_cast<double>(bytes);
  int unit = 0;
  while (value >= 999.5 && unit < 4) {
    value /= 1000;
    ++unit;
  }
  return three_digits(value) + units[unit];
}

std::string ms_text(double milliseconds) {
  return (milliseconds < 0.1 ? printed("%.4f", milliseconds) : three_digits(milliseconds)) + " ms";
}

std::string percent_text(double fraction) { return printed("%.2f %%", 100 * fraction); }

std::string ratio_text(double ratio) { return three_digits(ratio) + "x"; }

std::string number_text(double value) { return printed("%.6g", value); }

std::string accuracy_text(const std::optional<Accuracy>& accuracy) {
  if (!accuracy) return "-";
  return percent_text(accuracy->value) + printed(" ± %.2f", 50 * (accuracy->high - accuracy->low));
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const auto size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "[" + text + "]";
}

}  // namespace athena::cli
