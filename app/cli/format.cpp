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

std::string count_text(std::int64_t count) {
  static constexpr const char* prefixes[] = {"", " k", " M", " G", " T", " P"};
  if (count < 1000) return std::to_string(count);
  double value = static_cast<double>(count);
  int prefix = 0;
  while (value >= 999.5 && prefix < 5) {
    value /= 1000;
    ++prefix;
  }
  return three_digits(value) + prefixes[prefix];
}

std::string bytes_text(std::int64_t bytes) {
  const std::string count = count_text(bytes);
  return count + (bytes < 1000 ? " B" : "B");
}

std::string ms_text(double milliseconds) {
  return (milliseconds < 0.1 ? printed("%.4f", milliseconds) : three_digits(milliseconds)) + " ms";
}

std::string percent_text(double fraction) { return printed("%.2f %%", 100 * fraction); }

std::string ratio_text(double ratio) { return three_digits(ratio) + "x"; }

std::string rate_text(double rate) { return three_digits(rate); }

std::string number_text(double value) { return printed("%.6g", value); }

std::string metric_text(const std::optional<Metric>& metric) {
  if (!metric) return "-";
  const double half = (metric->high - metric->low) / 2;
  if (metric->fraction)
    return percent_text(metric->value) + (metric->interval.empty() ? "" : printed(" ± %.2f", 100 * half));
  return number_text(metric->value) + (metric->interval.empty() ? "" : printed(" ± %.2g", half));
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const auto size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "[" + text + "]";
}

}  // namespace athena::cli
