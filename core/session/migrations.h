// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <SQLiteCpp/Database.h>

#include <span>
#include <string>

#include "athena/types/result.h"

namespace athena::session {

/// One step of the file format: the SQL that leads to `format`, and the Athena version that first knew it.
struct Migration {
  int format;
  const char* athena;
  const char* sql;
};

/// Those of migrations.inc, in order.
std::span<const Migration> known_migrations();

/// Brings a database to the last of `migrations`, each in one transaction that also sets user_version and, in
/// `about`, the Athena version needed. NotSupported where the file is newer: the message says which version
/// reads it. NotSupported too where it is older and `read_only`. Throws SQLite::Exception.
Status migrate(SQLite::Database& database, const std::string& path, bool read_only,
               std::span<const Migration> migrations = known_migrations());

/// Corruption where a table or index that the migrations make is missing or altered, or where the file holds
/// a trigger or a view: Athena makes none, and they would run with its statements. Throws SQLite::Exception.
Status check_schema(SQLite::Database& database, const std::string& path);

}  // namespace athena::session
