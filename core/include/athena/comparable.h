// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "athena/types/measurement.h"

namespace athena {

/// Why the figures of two measurements must not be drawn or ranked together, as one sentence that names every
/// difference: another machine, instruction set, build, thread count, data, split, sample set, or batch of
/// the latency. nullopt: they may. A part that one of them lacks (no accuracy, no latency) is no difference.
std::optional<std::string> why_not_comparable(const Measurement& a, const Measurement& b);

}  // namespace athena
