// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "athena/types/measurement.h"

namespace athena {

/// What a file gave when it was loaded anew.
struct VerifyReport {
  bool passed = false;
  /// Largest difference between the file's outputs here and those its exporter saw; none without the latter.
  std::optional<double> max_abs_difference;
  Agreement agreement;              // with the original
  std::vector<LayerReport> layers;  // what ran
  std::string message;              // one sentence: why it passed or not
};

struct ExportReport {
  std::string path, report_path;  // the model, and the JSON beside it
  std::int64_t file_bytes = 0;
  VerifyReport parity;
};

}  // namespace athena
