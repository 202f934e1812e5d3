// SPDX-License-Identifier: Apache-2.0
#include "core/session/migrations.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <map>

#include "core/session/digest.h"

namespace athena::session {
namespace {

constexpr Migration migrations_of_this_build[] = {
#define ATHENA_MIGRATION(format, athena, sql) {format, athena, sql},
#include "core/session/migrations.inc"
#undef ATHENA_MIGRATION
};

int format_of(SQLite::Database& database) { return database.execAndGet("PRAGMA user_version").getInt(); }

/// The Athena version a newer file asks for; empty when it does not say.
std::string version_needed(SQLite::Database& database) {
  if (!database.tableExists("about")) return {};
  SQLite::Statement query(database, "SELECT value FROM about WHERE key = 'needs_athena'");
  return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

Status refuse_newer(SQLite::Database& database, const std::string& path, int format, int known) {
  const std::string version = version_needed(database);
  return fail(ErrorCode::NotSupported,
              "The session '" + path + "' was saved by a newer Athena: " +
                  (version.empty() ? "a newer version" : "version " + version + " or newer") +
                  " is needed. Update Athena to open it; the file was left as it is.",
              "format " + std::to_string(format) + ", this build knows up to " + std::to_string(known));
}

void apply(SQLite::Database& database, const Migration& migration) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  // Another process may have done it while this one waited for the lock.
  if (format_of(database) >= migration.format) return;
  database.exec(migration.sql);
  SQLite::Statement needs(database, "INSERT OR REPLACE INTO about (key, value) VALUES ('needs_athena', ?)");
  needs.bind(1, migration.athena);
  needs.exec();
  renew_digest(database);
  database.exec("PRAGMA user_version = " + std::to_string(migration.format));
  transaction.commit();
}

/// SQL by "type name" of all that the migrations make.
std::map<std::string, std::string> schema_of(SQLite::Database& database) {
  std::map<std::string, std::string> objects;
  SQLite::Statement query(database,
                          "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema "
                          "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  while (query.executeStep()) objects[query.getColumn(0).getString()] = query.getColumn(1).getString();
  return objects;
}

}  // namespace

std::span<const Migration> known_migrations() { return migrations_of_this_build; }

Status migrate(SQLite::Database& database, const std::string& path, bool read_only,
               std::span<const Migration> migrations) {
  const int known = migrations.back().format;
  const int format = format_of(database);
  if (format > known) return refuse_newer(database, path, format, known);
  if (format < known && read_only)
    return fail(ErrorCode::NotSupported,
                "The session '" + path +
                    "' was saved by an older Athena and has to be updated, but it is "
                    "read-only. Copy it with its folder '" +
                    path + "-files' to a place that can be written.");
  for (const Migration& migration : migrations)
    if (migration.format > format) apply(database, migration);
  return {};
}

Status check_schema(SQLite::Database& database, const std::string& path) {
  SQLite::Database model(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  ATHENA_TRY(migrate(model, path, false));
  const auto found = schema_of(database);
  const auto damaged = [&](const std::string& what) {
    return fail(ErrorCode::Corruption, "The session '" + path + "' is damaged: its " + what +
                                           " is not what Athena made. It was left "
                                           "as it is; open another copy of it.");
  };
  for (const auto& [name, sql] : schema_of(model)) {
    const auto it = found.find(name);
    if (it == found.end() || it->second != sql) return damaged(name);
  }
  for (const auto& [name, sql] : found)
    if (name.starts_with("trigger ") || name.starts_with("view ")) return damaged(name);
  return {};
}

}  // namespace athena::session
