// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/model_info.h"

namespace athena::cli {

/// A layer's part of the model's weight bytes, 0..1; 0 for one that shares another's storage.
inline double byte_share(const LayerInfo& layer, const ModelInfo& model) {
  if (!layer.tied_to.empty() || model.weight_bytes == 0) return 0;
  return static_cast<double>(layer.bytes) / static_cast<double>(model.weight_bytes);
}

}  // namespace athena::cli
