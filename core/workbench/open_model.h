// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <utility>

#include "athena/workbench.h"
#include "core/graph/load.h"

namespace athena {

/// What a ModelHandle hides.
class OpenModel : public Model {
 public:
  explicit OpenModel(LoadedModel loaded) : loaded_(std::move(loaded)) {}
  const ModelInfo& info() const override { return loaded_.info; }
  const LoadedModel& loaded() const { return loaded_; }

 private:
  LoadedModel loaded_;
};

/// The model behind a handle, which lives as long as the handle does. InvalidArgument: an empty handle.
Result<const LoadedModel*> loaded_model(const ModelHandle& handle);

}  // namespace athena
