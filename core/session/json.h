// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/result.h"
#include "athena/types/variant.h"

namespace athena::session {

/// The parts of a variant that a session holds as JSON (see schema.md). Numbers come back as they were, bit
/// for bit, infinities too; a key that is missing keeps its default. Readers give Corruption.
std::string to_json(const Recipe& recipe);
std::string to_json(const std::vector<LayerReport>& layers);
std::string to_json(const std::vector<PassReport>& passes);
std::string to_json(const std::vector<TrainPoint>& curve);
std::string to_json(const Measurement& measurement);

Result<Recipe> recipe_from(std::string_view json);
Result<std::vector<LayerReport>> layers_from(std::string_view json);
Result<std::vector<PassReport>> passes_from(std::string_view json);
Result<std::vector<TrainPoint>> curve_from(std::string_view json);
Result<Measurement> measurement_from(std::string_view json);

}  // namespace athena::session
