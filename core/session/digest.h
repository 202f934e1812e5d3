// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <SQLiteCpp/Database.h>

#include <string>

#include "athena/types/result.h"

namespace athena::session {

/// Puts the SHA-256 over all other rows of all tables into the row `digest` of `about`, where there is one,
/// within the caller's transaction: SQLite checks the shape of its pages and not what is in them. Throws
/// SQLite::Exception.
void renew_digest(SQLite::Database& database);

/// Corruption: what is in the tables is not what was written last.
Status check_digest(SQLite::Database& database, const std::string& path);

}  // namespace athena::session
