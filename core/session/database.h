// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <memory>
#include <string>
#include <string_view>

#include "athena/types/result.h"

namespace athena::session {

/// A checked, migrated connection to a session's file.
struct Connection {
  std::unique_ptr<SQLite::Database> database;
  std::string read_only;  // why nothing can be written, as the end of a sentence; empty when it can
};

/// Whether `path` is SQLite with Athena's application_id; reads only, changes nothing. NotFound; Corruption:
/// not SQLite, or not Athena's.
Status check_is_session(const std::string& path);

/// Opens and checks a session's file (integrity_check, schema, format, digest) and migrates it. Errors of
/// check_is_session, and: NotSupported: from a newer Athena; Corruption: damaged; Io.
Result<Connection> connect(const std::string& path);

/// A new, empty session's bytes.
Result<std::string> empty_session(const std::string& path);

/// The bytes of a copy of an open session.
Result<std::string> serialized(SQLite::Database& database, const std::string& path);

/// What SQLite's exception means to a person: full disk, read-only, in use, damaged.
tl::unexpected<Error> fail_sqlite(const SQLite::Exception& exception, std::string_view doing,
                                  const std::string& path);
tl::unexpected<Error> fail_damaged(const std::string& path, const std::string& what,
                                   const std::string& details);

/// Runs `body` (that returns a Result or Status) and turns SQLite's exceptions into errors.
template <typename Body>
auto guarded(std::string_view doing, const std::string& path, Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return fail_sqlite(exception, doing, path);
  }
}

}  // namespace athena::session
