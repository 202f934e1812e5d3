// SPDX-License-Identifier: Apache-2.0
#include "app/cli/export_sources.h"

#include <algorithm>

#include "app/cli/errors.h"

namespace athena::cli {
namespace {

Result<std::string> original_path(const Session& session, const Variant& variant) {
  ATHENA_ASSIGN(const auto models, session.models());
  const auto model = std::find_if(models.begin(), models.end(),
                                  [&](const StoredModel& m) { return m.hash == variant.model_hash; });
  if (model != models.end()) return model->path;
  return fail(ErrorCode::NotFound, "The session does not say where the original of variant " +
                                       std::to_string(variant.id) + " is. Name it with --original.");
}

}  // namespace

Result<ModelHandle> open_original(JobRunner& jobs, const Session& session, const Variant& variant,
                                  const std::string& path, bool trust) {
  std::string place = path;
  if (place.empty()) {
    ATHENA_ASSIGN(place, original_path(session, variant));
  }
  auto model = jobs.open(place, trust);
  if (!model && model.error().code == ErrorCode::NotFound && path.empty())
    model.error().message = "The original is no longer at '" + place + "'. Name it with --original.";
  if (model && (*model)->info().hash != variant.model_hash)
    return fail(ErrorCode::InvalidArgument, "'" + place + "' is not the file that variant " +
                                                std::to_string(variant.id) +
                                                " was made from. Name that with --original.");
  return model;
}

Result<std::string> measured_data(const JobRunner& jobs, const Session& session, const Variant& variant) {
  if (variant.measurements.empty() || variant.measurements.back().dataset.empty()) return std::string();
  const std::string& fingerprint = variant.measurements.back().dataset;
  ATHENA_ASSIGN(const auto datasets, session.datasets());
  for (const StoredDataset& dataset : datasets) {
    if (dataset.fingerprint != fingerprint) continue;
    const auto now = jobs.workbench().describe_data(dataset.path);
    if (now && now->fingerprint == fingerprint) return dataset.path;
    report_warning("The data '" + dataset.path +
                   "' have moved or changed, so random inputs are used. Name data with --data.");
  }
  return std::string();
}

Result<Artefact> artefact_or_remade(JobRunner& jobs, const Session& session, const Variant& variant,
                                    const ModelHandle& original, const std::string& data,
                                    const std::string& remade) {
  const auto file = session.artefact_file(variant.artefact);
  if (file) return Artefact{variant, *file};
  if (file.error().code != ErrorCode::NotFound) return tl::make_unexpected(file.error());
  report_warning("The session has lost the file of variant " + std::to_string(variant.id) +
                 "; it is made again from its recipe.");
  CompressRequest request;
  request.model = original;
  request.recipe = variant.recipe;
  request.data = data;
  request.output = remade;
  request.measure = false;
  ATHENA_ASSIGN(const Variant made, jobs.run<Variant>(std::move(request)));
  Artefact artefact{variant, remade};
  artefact.variant.artefact = made.artefact;
  artefact.variant.file_bytes = made.file_bytes;
  return artefact;
}

}  // namespace athena::cli
