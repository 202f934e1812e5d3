// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/measurement.h"
#include "athena/types/pass.h"
#include "athena/types/recipe.h"

namespace athena {

struct TrainPoint {
  std::int64_t step = 0;
  double loss = 0;
};

/// A model x recipe x seed x build, with everything known of it.
struct Variant {
  std::int64_t id = 0;  // in its session
  std::string name;     // the recipe's name until renamed
  std::string note;
  std::string model_hash;  // of the original file
  Recipe recipe;
  std::string build;
  std::string created_at;  // ISO 8601 UTC
  std::string artefact;    // SHA-256 of the compressed file; empty: must be remade from the recipe
  std::int64_t file_bytes = 0;
  std::vector<LayerReport> layers;
  std::vector<PassReport> passes;  // that ran on the whole model
  std::vector<TrainPoint> curve;
  std::vector<Measurement> measurements;  // newest last
  bool stale = false;                     // its model or data has changed since
};

}  // namespace athena
