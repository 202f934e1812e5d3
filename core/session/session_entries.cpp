// SPDX-License-Identifier: Apache-2.0
#include "core/session/sqlite_session.h"

namespace athena::session {
namespace {

tl::unexpected<Error> no_checkpoint(const std::string& key, const std::string& path) {
  return fail(ErrorCode::NotFound, "The session '" + path + "' holds no training state for '" + key +
                                       "'. Start the training from its beginning.");
}

}  // namespace

Status SqliteSession::put_model(const StoredModel& model) {
  return writing("add a model to", [&]() -> Status {
    SQLite::Statement insert(database(),
                             "INSERT OR REPLACE INTO model (hash, path, file_bytes) VALUES (?, ?, ?)");
    insert.bind(1, model.hash);
    insert.bind(2, model.path);
    insert.bind(3, model.file_bytes);
    insert.exec();
    return {};
  });
}

Result<std::vector<StoredModel>> SqliteSession::models() const {
  return reading("read the models of", [&]() -> Result<std::vector<StoredModel>> {
    std::vector<StoredModel> all;
    SQLite::Statement query(database(), "SELECT hash, path, file_bytes FROM model ORDER BY rowid");
    while (query.executeStep())
      all.push_back(
          {query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getInt64()});
    return all;
  });
}

Status SqliteSession::put_dataset(const StoredDataset& dataset) {
  return writing("add data to", [&]() -> Status {
    SQLite::Statement insert(database(),
                             "INSERT OR REPLACE INTO dataset (fingerprint, path, name) VALUES (?, ?, ?)");
    insert.bind(1, dataset.fingerprint);
    insert.bind(2, dataset.path);
    insert.bind(3, dataset.name);
    insert.exec();
    return {};
  });
}

Result<std::vector<StoredDataset>> SqliteSession::datasets() const {
  return reading("read the data of", [&]() -> Result<std::vector<StoredDataset>> {
    std::vector<StoredDataset> all;
    SQLite::Statement query(database(), "SELECT fingerprint, path, name FROM dataset ORDER BY rowid");
    while (query.executeStep())
      all.push_back(
          {query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString()});
    return all;
  });
}

Result<std::string> SqliteSession::artefact_file(const std::string& sha256) const {
  return reading("read", [&]() -> Result<std::string> {
    SQLite::Statement query(database(), "SELECT bytes FROM artefact WHERE sha256 = ?");
    query.bind(1, sha256);
    if (is_sha256(sha256) && query.executeStep() && store_.has({sha256, query.getColumn(0).getInt64()}))
      return store_.path_of(sha256);
    return fail(ErrorCode::NotFound,
                "The file of this variant is missing or incomplete in '" + store_.folder() +
                    "'. Run its recipe again to remake it.",
                sha256);
  });
}

Status SqliteSession::save_draft(const std::string& recipe_text) {
  return writing("save the recipe being edited in", [&]() -> Status {
    SQLite::Statement insert(database(), "INSERT OR REPLACE INTO draft (id, recipe) VALUES (1, ?)");
    insert.bind(1, recipe_text);
    insert.exec();
    return {};
  });
}

Result<std::optional<std::string>> SqliteSession::draft() const {
  return reading("read the recipe being edited in", [&]() -> Result<std::optional<std::string>> {
    SQLite::Statement query(database(), "SELECT recipe FROM draft");
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getString();
  });
}

void SqliteSession::drop_unnamed_artefact(const std::string& sha256) {
  // Under the write lock: one who adds a file of the same contents looks for it there (insert_artefact).
  (void)writing("tidy", [&]() -> Status {
    SQLite::Statement drop(
        database(),
        "DELETE FROM artefact WHERE sha256 = ?1 AND sha256 NOT IN (SELECT artefact FROM variant "
        "WHERE artefact IS NOT NULL UNION SELECT artefact FROM checkpoint)");
    drop.bind(1, sha256);
    if (drop.exec() == 1) store_.remove(sha256);
    return {};
  });
}

Status SqliteSession::save_checkpoint(const std::string& key, const std::string& file) {
  std::string old;
  StoredFile stored;
  {
    const std::lock_guard lock(mutex_);
    ATHENA_TRY(writable());
    ATHENA_ASSIGN(stored, store_.add(file));
  }
  ATHENA_TRY(writing("save the training state in", [&]() -> Status {
    ATHENA_TRY(insert_artefact(stored));
    SQLite::Statement query(database(), "SELECT artefact FROM checkpoint WHERE key = ?");
    query.bind(1, key);
    if (query.executeStep()) old = query.getColumn(0).getString();
    query.reset();
    SQLite::Statement insert(database(), "INSERT OR REPLACE INTO checkpoint (key, artefact) VALUES (?, ?)");
    insert.bind(1, key);
    insert.bind(2, stored.sha256);
    insert.exec();
    return {};
  }));
  if (!old.empty() && old != stored.sha256) drop_unnamed_artefact(old);
  return {};
}

Result<std::string> SqliteSession::checkpoint_file(const std::string& key) const {
  return reading("read the training state of", [&]() -> Result<std::string> {
    SQLite::Statement query(
        database(), "SELECT sha256, bytes FROM checkpoint JOIN artefact ON sha256 = artefact WHERE key = ?");
    query.bind(1, key);
    if (!query.executeStep()) return no_checkpoint(key, path_);
    const StoredFile file{query.getColumn(0).getString(), query.getColumn(1).getInt64()};
    if (!is_sha256(file.sha256) || !store_.has(file)) return no_checkpoint(key, path_);
    return store_.path_of(file.sha256);
  });
}

Status SqliteSession::remove_checkpoint(const std::string& key) {
  std::string old;
  ATHENA_TRY(writing("remove the training state from", [&]() -> Status {
    SQLite::Statement query(database(), "SELECT artefact FROM checkpoint WHERE key = ?");
    query.bind(1, key);
    if (!query.executeStep()) return no_checkpoint(key, path_);
    old = query.getColumn(0).getString();
    query.reset();
    SQLite::Statement remove(database(), "DELETE FROM checkpoint WHERE key = ?");
    remove.bind(1, key);
    remove.exec();
    return {};
  }));
  drop_unnamed_artefact(old);
  return {};
}

}  // namespace athena::session
