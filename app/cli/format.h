// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "athena/types/measurement.h"

// Figures as a person reads them in a terminal.
namespace athena::cli {

std::string count_text(std::int64_t count);  // SI: "1.3 G"
std::string bytes_text(std::int64_t bytes);  // SI: "4.1 MB"
std::string ms_text(double milliseconds);    // "1.27 ms"
std::string percent_text(double fraction);   // "98.31 %"
std::string ratio_text(double ratio);        // "1.57x"
std::string rate_text(double rate);          // three digits: "231", "9.87"
std::string number_text(double value);       // six digits: "0.999812"

/// "98.31 % ± 0.26": half the width of the 95 % interval; "-" where it was not measured.
std::string metric_text(const std::optional<Metric>& metric);

/// "[128, 64]".
std::string shape_text(const std::vector<std::int64_t>& shape);

}  // namespace athena::cli
