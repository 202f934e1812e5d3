// SPDX-License-Identifier: Apache-2.0
#include "athena/mcnemar.h"

#include <algorithm>
#include <cmath>

namespace athena {
namespace {

constexpr std::int64_t kMostExact = 1000;

/// P(X <= few) of X ~ Binomial(n, 1/2), twice, at most 1.
double two_sided_binomial(std::int64_t few, std::int64_t n) {
  const double whole = static_cast<double>(n);
  double sum = 0;
  for (std::int64_t k = 0; k <= few; ++k) {
    const double part = static_cast<double>(k);
    sum += std::exp(std::lgamma(whole + 1) - std::lgamma(part + 1) - std::lgamma(whole - part + 1) -
                    whole * std::log(2.0));
  }
  return std::min(1.0, 2 * sum);
}

}  // namespace

std::optional<McNemar> mcnemar(std::string_view right_a, std::string_view right_b) {
  if (right_a.empty() || right_a.size() != right_b.size()) return std::nullopt;
  McNemar test;
  for (std::size_t i = 0; i < right_a.size(); ++i) {
    if (right_a[i] == right_b[i]) continue;
    ++(right_a[i] == '1' ? test.only_a : test.only_b);
  }
  const std::int64_t n = test.only_a + test.only_b;
  test.exact = n <= kMostExact;
  if (test.exact) {
    test.p = two_sided_binomial(std::min(test.only_a, test.only_b), n);
  } else {
    const double apart = std::abs(static_cast<double>(test.only_a - test.only_b)) - 1;
    test.p = std::erfc(std::sqrt(std::max(0.0, apart) * std::max(0.0, apart) / static_cast<double>(n) / 2));
  }
  return test;
}

}  // namespace athena
