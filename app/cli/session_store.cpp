// SPDX-License-Identifier: Apache-2.0
#include "app/cli/session_store.h"

#include <filesystem>

namespace athena::cli {
namespace {

std::string absolute(const std::string& path) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(path, error);
  return error ? path : whole.lexically_normal().string();
}

std::string changed(const std::string& path) {
  return "'" + path + "' has changed since earlier runs of this session: their variants are marked as stale.";
}

Status remember_model(Session& session, const ModelInfo& info, std::vector<std::string>& warnings) {
  const StoredModel now{info.hash, absolute(info.path), info.file_bytes};
  ATHENA_ASSIGN(const auto models, session.models());
  for (const StoredModel& old : models) {
    if (old.path != now.path || old.hash == now.hash) continue;
    ATHENA_TRY(session.mark_stale(old.hash));
    warnings.push_back(changed(now.path));
  }
  return session.put_model(now);
}

Status remember_data(Session& session, const DatasetInfo& info, std::vector<std::string>& warnings) {
  const StoredDataset now{info.fingerprint, absolute(info.path), info.name};
  ATHENA_ASSIGN(const auto datasets, session.datasets());
  for (const StoredDataset& old : datasets) {
    if (old.path != now.path || old.fingerprint == now.fingerprint) continue;
    ATHENA_TRY(session.mark_data_stale(old.fingerprint));
    warnings.push_back(changed(now.path));
  }
  return session.put_dataset(now);
}

}  // namespace

Result<std::shared_ptr<Session>> open_for_adding(const std::string& path) {
  ATHENA_ASSIGN(auto session, Session::open_or_create(path));
  if (!session->read_only().empty())
    return fail(ErrorCode::Io, "Nothing can be added to the session '" + path + "': " + session->read_only() +
                                   ". Copy it to a place that can be written, or choose another one.");
  return session;
}

Result<std::vector<std::string>> remember_inputs(Session& session, const ModelInfo& model,
                                                 const std::optional<DatasetInfo>& data) {
  std::vector<std::string> warnings;
  ATHENA_TRY(remember_model(session, model, warnings));
  if (data) ATHENA_TRY(remember_data(session, *data, warnings));
  return warnings;
}

}  // namespace athena::cli
