// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <vector>

#include "athena/types/measurement.h"

namespace athena::cli {

/// The figures beside those of the original, and what they were measured with.
void print_measurement(const Measurement& measurement, std::ostream& out);

/// What each layer became.
void print_layers(const std::vector<LayerReport>& layers, std::ostream& out);

/// "top-1 99.98 %, cosine 0.9999, ..."
std::string agreement_text(const Agreement& agreement);

}  // namespace athena::cli
