// SPDX-License-Identifier: Apache-2.0
#include "core/session/digest.h"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <string_view>

#include "core/base/sha256.h"
#include "core/session/database.h"

namespace athena::session {
namespace {

/// Type and length go before a value's bytes, so that no two rows run together.
void add(Sha256& hash, const SQLite::Column& value) {
  const std::string text = value.isNull() ? std::string() : value.getString();
  const std::string head = std::to_string(value.getType()) + ":" + std::to_string(text.size()) + ":";
  hash.update(head);
  hash.update(text);
}

std::string digest_of(SQLite::Database& database) {
  Sha256 hash;
  SQLite::Statement tables(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  while (tables.executeStep()) {
    const std::string table = tables.getColumn(0).getString();
    const std::string all_but_itself = table == "about" ? " WHERE key <> 'digest'" : "";
    SQLite::Statement rows(database,
                           "SELECT rowid, * FROM \"" + table + "\"" + all_but_itself + " ORDER BY rowid");
    hash.update(table);
    while (rows.executeStep())
      for (int i = 0; i < rows.getColumnCount(); ++i) add(hash, rows.getColumn(i));
  }
  return hash.hex();
}

}  // namespace

void renew_digest(SQLite::Database& database) {
  SQLite::Statement update(database, "UPDATE about SET value = ? WHERE key = 'digest'");
  update.bind(1, digest_of(database));
  update.exec();
}

Status check_digest(SQLite::Database& database, const std::string& path) {
  SQLite::Transaction one_state(database);  // another program may be writing
  SQLite::Statement query(database, "SELECT value FROM about WHERE key = 'digest'");
  const std::string stored = query.executeStep() ? query.getColumn(0).getString() : std::string();
  const std::string found = digest_of(database);
  return stored == found ? Status{} : fail_damaged(path, "what is in it", stored + " instead of " + found);
}

}  // namespace athena::session
