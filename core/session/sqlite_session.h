// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <mutex>

#include "athena/session.h"
#include "core/session/artefact_store.h"
#include "core/session/database.h"
#include "core/session/digest.h"

namespace athena::session {

/// A session over SQLite and a folder of artefacts. Split over several files: session_file.cpp (open, create,
/// save_as), session_variants.cpp, session_entries.cpp (the rest).
class SqliteSession final : public Session, public std::enable_shared_from_this<SqliteSession> {
 public:
  enum class Deleted { Purge, Keep };

  SqliteSession(std::string path, Connection connection, ArtefactStore store)
      : path_(std::move(path)), connection_(std::move(connection)), store_(std::move(store)) {}

  /// `store` may have been joined already. Deleted variants are purged only by one who is alone.
  static Result<std::shared_ptr<Session>> open_with(const std::string& path, ArtefactStore store, bool alone,
                                                    Deleted deleted);

  std::string path() const override { return path_; }
  std::string read_only() const override { return connection_.read_only; }
  Result<std::shared_ptr<Session>> save_as(const std::string& path) override;

  Status put_model(const StoredModel& model) override;
  Result<std::vector<StoredModel>> models() const override;
  Status put_dataset(const StoredDataset& dataset) override;
  Result<std::vector<StoredDataset>> datasets() const override;

  Result<Variant> add_variant(const Variant& variant, const std::string& artefact_file) override;
  Result<std::vector<Variant>> variants() const override;
  Result<Variant> variant(std::int64_t id) const override;
  Status add_measurement(std::int64_t variant, const Measurement& measurement) override;
  Status rename_variant(std::int64_t id, const std::string& name) override;
  Status annotate_variant(std::int64_t id, const std::string& note) override;
  Status delete_variant(std::int64_t id) override;
  Status restore_variant(std::int64_t id) override;
  Status mark_stale(const std::string& model_hash) override;
  Status mark_data_stale(const std::string& fingerprint) override;

  Result<std::string> artefact_file(const std::string& sha256) const override;
  Status save_draft(const std::string& recipe_text) override;
  Result<std::optional<std::string>> draft() const override;
  Status save_checkpoint(const std::string& key, const std::string& file) override;
  Result<std::string> checkpoint_file(const std::string& key) const override;
  Status remove_checkpoint(const std::string& key) override;

 private:
  SQLite::Database& database() const { return *connection_.database; }
  Status writable() const;
  void purge_deleted();
  Result<std::set<std::string>> artefacts_named() const;
  Status copy_artefacts(ArtefactStore& to, std::vector<std::string>& added) const;
  Result<std::shared_ptr<Session>> write_copy(const std::string& path, ArtefactStore& store, bool alone,
                                              bool replace);

  Status insert_artefact(const StoredFile& file);
  Status change_variant(std::string_view doing, std::int64_t id, const char* set, const std::string& value);
  Status require_variant(std::int64_t id) const;
  void insert_measurement(std::int64_t variant, const Measurement& measurement);
  Result<Variant> read_variant(SQLite::Statement& row) const;
  void drop_unnamed_artefact(const std::string& sha256);

  /// One reading transaction, so that several statements see one state.
  template <typename Body>
  auto reading(std::string_view doing, Body body) const -> decltype(body()) {
    const std::lock_guard lock(mutex_);
    return guarded(doing, path_, [&] {
      SQLite::Transaction transaction(database());
      return body();
    });
  }

  /// One writing transaction; an error of `body` undoes it. It takes the write lock at once: a reading
  /// transaction that became a writing one could meet another that does the same.
  template <typename Body>
  Status writing(std::string_view doing, Body body) {
    const std::lock_guard lock(mutex_);
    ATHENA_TRY(writable());
    return guarded(doing, path_, [&]() -> Status {
      SQLite::Transaction transaction(database(), SQLite::TransactionBehavior::IMMEDIATE);
      ATHENA_TRY(body());
      renew_digest(database());
      transaction.commit();
      return {};
    });
  }

  const std::string path_;
  Connection connection_;
  ArtefactStore store_;
  mutable std::mutex mutex_;  // over all of the above
};

}  // namespace athena::session
