// SPDX-License-Identifier: Apache-2.0
#include "core/session/database.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/base/io_error.h"
#include "core/session/digest.h"
#include "core/session/migrations.h"

namespace athena::session {
namespace {

constexpr int application_id = 0x41746e61;  // "Atna"
constexpr int busy_timeout_ms = 5000;

Status check_application(SQLite::Database& database, const std::string& path) {
  const int found = database.execAndGet("PRAGMA application_id").getInt();
  if (found != application_id)
    return fail(ErrorCode::Corruption,
                "'" + path +
                    "' is not an Athena session: it is a database of another program. It was left "
                    "as it is; choose a file that Athena saved.",
                "application_id " + std::to_string(found));
  return {};
}

void set_up(SQLite::Database& database) {
  sqlite3* handle = database.getHandle();
  // A session may come from anyone: no functions or virtual tables from its schema, checks on every page.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  database.exec("PRAGMA cell_size_check = ON");
  database.exec("PRAGMA foreign_keys = ON");
  // EXTRA: a commit is on the disk when it returns, even with a rollback journal (see schema.md).
  database.exec("PRAGMA synchronous = EXTRA");
}

std::string why_read_only(SQLite::Database& database, const std::string& path) {
  if (sqlite3_db_readonly(database.getHandle(), "main") == 1) return "the file is read-only";
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (::access(folder.c_str(), W_OK) != 0) return "its folder is read-only";
  return {};
}

Status check_integrity(SQLite::Database& database, const std::string& path) {
  const std::string verdict = database.execAndGet("PRAGMA integrity_check(1)").getString();
  return verdict == "ok" ? Status{} : fail_damaged(path, "the file", verdict);
}

}  // namespace

Status check_is_session(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    return fail(ErrorCode::NotFound, "There is no session '" + path + "'. Check the path.");
  const auto not_ours = [&](const std::string& what) {
    return fail(ErrorCode::Corruption, "'" + path + "' is not an Athena session: it is " + what +
                                           ". It was left as it is; choose a file that Athena saved.");
  };
  if (std::filesystem::is_directory(status)) return not_ours("a folder");
  if (!std::filesystem::is_regular_file(status)) return not_ours("a device, not a file");
  if (std::filesystem::file_size(path, error) == 0 && !error) return not_ours("empty");
  return guarded("open", path, [&]() -> Status {
    try {
      SQLite::Database database(path, SQLite::OPEN_READONLY, busy_timeout_ms);
      return check_application(database, path);
    } catch (const SQLite::Exception& exception) {
      if (exception.getErrorCode() == SQLITE_NOTADB) return not_ours("not an SQLite file");
      // A process died while it wrote: only a connection that may write can roll that back.
      if (exception.getExtendedErrorCode() == SQLITE_READONLY_ROLLBACK) return {};
      throw;
    }
  });
}

Result<Connection> connect(const std::string& path) {
  ATHENA_TRY(check_is_session(path));
  return guarded("open", path, [&]() -> Result<Connection> {
    Connection made;
    made.database = std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE, busy_timeout_ms);
    SQLite::Database& database = *made.database;
    set_up(database);
    ATHENA_TRY(check_application(database, path));
    made.read_only = why_read_only(database, path);
    if (made.read_only.empty()) database.execAndGet("PRAGMA journal_mode = DELETE");
    ATHENA_TRY(check_integrity(database, path));
    ATHENA_TRY(migrate(database, path, !made.read_only.empty()));
    ATHENA_TRY(check_schema(database, path));
    ATHENA_TRY(check_digest(database, path));
    return made;
  });
}

Result<std::string> empty_session(const std::string& path) {
  return guarded("make", path, [&]() -> Result<std::string> {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA application_id = " + std::to_string(application_id));
    ATHENA_TRY(migrate(database, path, false));
    return serialized(database, path);
  });
}

Result<std::string> serialized(SQLite::Database& database, const std::string& path) {
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> bytes(
      sqlite3_serialize(database.getHandle(), "main", &size, 0), sqlite3_free);
  if (!bytes) return fail_sqlite(SQLite::Exception(database.getHandle()), "copy", path);
  return std::string(reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size));
}

tl::unexpected<Error> fail_damaged(const std::string& path, const std::string& what,
                                   const std::string& details) {
  return fail(ErrorCode::Corruption,
              "The session '" + path + "' is damaged: " + what +
                  " is not as Athena wrote it. Open another copy "
                  "of it, or start a new session.",
              details);
}

tl::unexpected<Error> fail_sqlite(const SQLite::Exception& exception, std::string_view doing,
                                  const std::string& path) {
  const std::string what = std::string(doing) + " the session";
  const std::string details =
      std::string("SQLite ") + std::to_string(exception.getExtendedErrorCode()) + ": " + exception.what();
  switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL:
      return fail_io(ENOSPC, what, path);
    case SQLITE_READONLY:
      if (exception.getExtendedErrorCode() == SQLITE_READONLY_DBMOVED)
        return fail(ErrorCode::Io,
                    "Cannot " + what + " '" + path +
                        "': the file was moved or deleted while it was open. Save the "
                        "session under a name to keep what is in it.",
                    details);
      return fail_io(EROFS, what, path);
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return fail_io(EACCES, what, path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_MISMATCH:
    case SQLITE_ERROR:  // our statements are right: what they name is not there, or not as it was declared
      return fail_damaged(path, "the file", details);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(ErrorCode::Io,
                  "Cannot " + what + " '" + path +
                      "': another program is writing to it. Try again, or close the "
                      "other program.",
                  details);
    case SQLITE_CANTOPEN:
      return fail(ErrorCode::Io,
                  "Cannot " + what + " '" + path +
                      "': the file or its folder cannot be opened for it. Check the "
                      "permissions of both, or choose another place.",
                  details);
    case SQLITE_IOERR:
      return fail(ErrorCode::Io,
                  "Cannot " + what + " '" + path +
                      "': the disk reports an error. Nothing that was saved before "
                      "is changed; check the disk, or choose another place.",
                  details);
    default:
      return fail(ErrorCode::Internal,
                  "Cannot " + what + " '" + path + "'. Please report this with its details.", details);
  }
}

}  // namespace athena::session
