// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace athena {

/// Whether two models that answered the same samples differ by more than chance.
struct McNemar {
  std::int64_t only_a = 0, only_b = 0;  // samples that only one of them got right
  double p = 1;                         // two-sided
  bool exact = true;                    // binomial; else chi-squared with Yates' correction
};

/// Q. McNemar, "Note on the sampling error of the difference between correlated proportions", Psychometrika
/// 12 (1947) 153-157, of Measurement::right of both: exact for up to 1000 samples on which they differ.
/// nullopt: they were not scored on equally many samples, or at all.
std::optional<McNemar> mcnemar(std::string_view right_a, std::string_view right_b);

}  // namespace athena
