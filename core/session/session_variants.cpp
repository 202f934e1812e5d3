// SPDX-License-Identifier: Apache-2.0
#include "core/base/environment.h"
#include "core/session/json.h"
#include "core/session/sqlite_session.h"

namespace athena::session {
namespace {

constexpr const char* variant_columns =
    "SELECT id, name, note, model_hash, recipe, build, created_at, coalesce(artefact, ''), file_bytes, "
    "layers, "
    "curve, stale, passes FROM variant WHERE deleted = 0";

tl::unexpected<Error> no_variant(std::int64_t id, const std::string& path) {
  return fail(ErrorCode::NotFound, "There is no variant " + std::to_string(id) + " in the session '" + path +
                                       "'. List its variants to see their numbers.");
}

tl::unexpected<Error> damaged_variant(std::int64_t id, const std::string& path, const Error& error) {
  return fail(ErrorCode::Corruption,
              "Variant " + std::to_string(id) + " of the session '" + path +
                  "' is damaged. Delete it to use the "
                  "others.",
              error.details);
}

}  // namespace

Status SqliteSession::require_variant(std::int64_t id) const {
  SQLite::Statement query(database(), "SELECT 1 FROM variant WHERE id = ? AND deleted = 0");
  query.bind(1, id);
  return query.executeStep() ? Status{} : no_variant(id, path_);
}

Status SqliteSession::insert_artefact(const StoredFile& file) {
  // Someone may have removed an old file of the same contents since ours was written; under the write lock
  // nobody can.
  if (!store_.has(file))
    return fail(ErrorCode::Io, "The file '" + store_.path_of(file.sha256) +
                                   "' vanished while it was stored. Try "
                                   "again.");
  SQLite::Statement insert(database(),
                           "INSERT INTO artefact (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO "
                           "UPDATE SET bytes = excluded.bytes");
  insert.bind(1, file.sha256);
  insert.bind(2, file.bytes);
  insert.exec();
  return {};
}

void SqliteSession::insert_measurement(std::int64_t variant, const Measurement& measurement) {
  SQLite::Statement insert(database(), "INSERT INTO measurement (variant, dataset, body) VALUES (?, ?, ?)");
  insert.bind(1, variant);
  insert.bind(2, measurement.dataset);
  insert.bind(3, to_json(measurement));
  insert.exec();
}

Result<Variant> SqliteSession::add_variant(const Variant& given, const std::string& artefact_file) {
  Variant stored = given;
  if (stored.name.empty()) stored.name = stored.recipe.name;
  if (stored.created_at.empty()) stored.created_at = utc_now();
  stored.artefact.clear();
  stored.stale = false;
  StoredFile file;
  if (!artefact_file.empty()) {
    const std::lock_guard lock(mutex_);
    ATHENA_TRY(writable());
    ATHENA_ASSIGN(file, store_.add(artefact_file));
    stored.artefact = file.sha256;
  }
  ATHENA_TRY(writing("add a variant to", [&]() -> Status {
    if (!stored.artefact.empty()) ATHENA_TRY(insert_artefact(file));
    SQLite::Statement insert(
        database(),
        "INSERT INTO variant (name, note, model_hash, recipe, build, created_at, artefact, "
        "file_bytes, layers, curve, passes) VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?)");
    int at = 0;
    for (const std::string& text : {stored.name, stored.note, stored.model_hash, to_json(stored.recipe),
                                    stored.build, stored.created_at, stored.artefact})
      insert.bind(++at, text);
    insert.bind(++at, stored.file_bytes);
    insert.bind(++at, to_json(stored.layers));
    insert.bind(++at, to_json(stored.curve));
    insert.bind(++at, to_json(stored.passes));
    insert.exec();
    stored.id = database().getLastInsertRowid();
    for (const Measurement& each : stored.measurements) insert_measurement(stored.id, each);
    return {};
  }));
  return stored;
}

Result<Variant> SqliteSession::read_variant(SQLite::Statement& row) const {
  Variant variant;
  variant.id = row.getColumn(0).getInt64();
  variant.name = row.getColumn(1).getString();
  variant.note = row.getColumn(2).getString();
  variant.model_hash = row.getColumn(3).getString();
  auto recipe = recipe_from(row.getColumn(4).getString());
  if (!recipe) return damaged_variant(variant.id, path_, recipe.error());
  variant.recipe = std::move(*recipe);
  variant.build = row.getColumn(5).getString();
  variant.created_at = row.getColumn(6).getString();
  variant.artefact = row.getColumn(7).getString();
  variant.file_bytes = row.getColumn(8).getInt64();
  auto layers = layers_from(row.getColumn(9).getString());
  if (!layers) return damaged_variant(variant.id, path_, layers.error());
  variant.layers = std::move(*layers);
  auto curve = curve_from(row.getColumn(10).getString());
  if (!curve) return damaged_variant(variant.id, path_, curve.error());
  variant.curve = std::move(*curve);
  variant.stale = row.getColumn(11).getInt() != 0;
  auto passes = passes_from(row.getColumn(12).getString());
  if (!passes) return damaged_variant(variant.id, path_, passes.error());
  variant.passes = std::move(*passes);
  SQLite::Statement query(database(), "SELECT body FROM measurement WHERE variant = ? ORDER BY id");
  query.bind(1, variant.id);
  while (query.executeStep()) {
    auto measurement = measurement_from(query.getColumn(0).getString());
    if (!measurement) return damaged_variant(variant.id, path_, measurement.error());
    variant.measurements.push_back(std::move(*measurement));
  }
  return variant;
}

Result<std::vector<Variant>> SqliteSession::variants() const {
  return reading("read the variants of", [&]() -> Result<std::vector<Variant>> {
    std::vector<Variant> all;
    SQLite::Statement query(database(), std::string(variant_columns) + " ORDER BY id");
    while (query.executeStep()) {
      ATHENA_ASSIGN(Variant each, read_variant(query));
      all.push_back(std::move(each));
    }
    return all;
  });
}

Result<Variant> SqliteSession::variant(std::int64_t id) const {
  return reading("read a variant of", [&]() -> Result<Variant> {
    SQLite::Statement query(database(), std::string(variant_columns) + " AND id = ?");
    query.bind(1, id);
    if (!query.executeStep()) return no_variant(id, path_);
    return read_variant(query);
  });
}

Status SqliteSession::add_measurement(std::int64_t variant, const Measurement& measurement) {
  return writing("add a measurement to", [&]() -> Status {
    ATHENA_TRY(require_variant(variant));
    insert_measurement(variant, measurement);
    return {};
  });
}

Status SqliteSession::change_variant(std::string_view doing, std::int64_t id, const char* set,
                                     const std::string& value) {
  return writing(doing, [&]() -> Status {
    ATHENA_TRY(require_variant(id));
    SQLite::Statement update(database(), std::string("UPDATE variant SET ") + set + " WHERE id = ?2");
    update.bind(1, value);
    update.bind(2, id);
    update.exec();
    return {};
  });
}

Status SqliteSession::rename_variant(std::int64_t id, const std::string& name) {
  return change_variant("rename a variant of", id, "name = ?1", name);
}

Status SqliteSession::annotate_variant(std::int64_t id, const std::string& note) {
  return change_variant("annotate a variant of", id, "note = ?1", note);
}

Status SqliteSession::delete_variant(std::int64_t id) {
  return change_variant("delete a variant of", id, "deleted = CAST(?1 AS INTEGER)", "1");
}

Status SqliteSession::restore_variant(std::int64_t id) {
  return writing("restore a variant of", [&]() -> Status {
    SQLite::Statement update(database(), "UPDATE variant SET deleted = 0 WHERE id = ?");
    update.bind(1, id);
    return update.exec() == 1 ? Status{} : no_variant(id, path_);
  });
}

Status SqliteSession::mark_stale(const std::string& model_hash) {
  return writing("mark the variants of", [&]() -> Status {
    SQLite::Statement update(database(), "UPDATE variant SET stale = 1 WHERE model_hash = ?");
    update.bind(1, model_hash);
    update.exec();
    return {};
  });
}

Status SqliteSession::mark_data_stale(const std::string& fingerprint) {
  return writing("mark the variants of", [&]() -> Status {
    SQLite::Statement update(
        database(),
        "UPDATE variant SET stale = 1 WHERE id IN (SELECT variant FROM measurement WHERE dataset = ?)");
    update.bind(1, fingerprint);
    update.exec();
    return {};
  });
}

}  // namespace athena::session
