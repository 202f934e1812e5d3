// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/variant.h"

namespace athena::cli {

/// What was measured last; of a variant without a measurement nothing but its size is known.
inline Measurement newest_measurement(const Variant& variant) {
  if (!variant.measurements.empty()) return variant.measurements.back();
  Measurement unmeasured;
  unmeasured.file_bytes = variant.file_bytes;
  return unmeasured;
}

}  // namespace athena::cli
