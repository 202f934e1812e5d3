// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/open_model.h"

#include <string>

#include "core/graph/admit.h"
#include "core/recipe/words.h"
#include "core/workbench/jobs.h"

namespace athena {

Result<const OpenModel*> open_model(const ModelHandle& handle) {
  const auto* open = dynamic_cast<const OpenModel*>(handle.get());
  if (!open) return fail(ErrorCode::InvalidArgument, "No model is open. Open one first.");
  return open;
}

Result<const LoadedModel*> loaded_model(const ModelHandle& handle) {
  ATHENA_ASSIGN(const OpenModel* open, open_model(handle));
  return &open->loaded();
}

const std::vector<StoredLayer>& OpenModel::layers() const {
  std::call_once(looked_, [this] { layers_ = find_layers(loaded_.settled); });
  return layers_;
}

Result<const StoredLayer*> stored_layer(const ModelHandle& handle, const std::string& path) {
  ATHENA_ASSIGN(const OpenModel* open, open_model(handle));
  const auto& layers = open->layers();
  std::vector<std::string> paths;
  for (const StoredLayer& layer : layers) {
    if (layer.info.path == path) return &layer;
    paths.push_back(layer.info.path);
  }
  const std::string nearest = recipe::did_you_mean(path, paths);
  return fail(ErrorCode::NotFound,
              "The model has no layer '" + path + "'. " +
                  (nearest.empty() ? "`athena-cli info MODEL` lists its layers." : nearest));
}

Result<Outcome> run_job(const OpenRequest& request, JobRun& run) {
  const JobContext& job = run.context();
  ATHENA_ASSIGN(const CheckedFile file, admit(request.path, request.trust, job));
  ATHENA_ASSIGN(LoadedModel loaded, load_model(file, job));
  for (const std::string& note : loaded.notes) job.warn(note);
  return ModelHandle(std::make_shared<OpenModel>(std::move(loaded)));
}

}  // namespace athena
