// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <mutex>
#include <utility>
#include <vector>

#include "athena/workbench.h"
#include "core/graph/layers.h"
#include "core/graph/load.h"

namespace athena {

/// What a ModelHandle hides.
class OpenModel : public Model {
 public:
  explicit OpenModel(LoadedModel loaded) : loaded_(std::move(loaded)) {}
  const ModelInfo& info() const override { return loaded_.info; }
  const LoadedModel& loaded() const { return loaded_; }
  /// The layers with their tensors, looked for at the first call.
  const std::vector<StoredLayer>& layers() const;

 private:
  LoadedModel loaded_;
  mutable std::once_flag looked_;
  mutable std::vector<StoredLayer> layers_;
};

/// The model behind a handle, which lives as long as the handle does. InvalidArgument: an empty handle.
Result<const LoadedModel*> loaded_model(const ModelHandle& handle);

/// The same with what was found in it. InvalidArgument: an empty handle.
Result<const OpenModel*> open_model(const ModelHandle& handle);

/// A layer of the model behind a handle. InvalidArgument: an empty handle; NotFound: no such layer.
Result<const StoredLayer*> stored_layer(const ModelHandle& handle, const std::string& path);

}  // namespace athena
