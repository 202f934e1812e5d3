// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/session/sqlite_session.h"

namespace athena::session {
namespace {

/// Links resolved, so that a session's files are found from any of its names.
std::string absolute(const std::string& path) {
  std::error_code error;
  const auto real = std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  return error ? path : real.string();
}

std::string folder_for(const std::string& path) { return path + "-files"; }

/// SQLite takes a journal that lies beside a new file of the same name for its own and plays it back into it.
void remove_stale_journals(const std::string& path) {
  for (const char* suffix : {"-journal", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
}

/// Lets SQLite finish what a process that died left in `path`, and fails where someone uses it.
Status settle_before_replacing(const std::string& path) {
  return guarded("replace", path, [&]() -> Status {
    SQLite::Database old(path, SQLite::OPEN_READWRITE, 1000);
    SQLite::Transaction transaction(old, SQLite::TransactionBehavior::EXCLUSIVE);
    return {};
  });
}

Status check_replaceable(const std::string& path) {
  if (check_is_session(path)) return {};
  return fail(
      ErrorCode::InvalidArgument,
      "'" + path + "' exists and is not an Athena session, so it is not replaced. Choose another name.");
}

}  // namespace

Result<std::shared_ptr<Session>> SqliteSession::open_with(const std::string& path, ArtefactStore store,
                                                          bool alone, Deleted deleted) {
  ATHENA_ASSIGN(Connection connection, connect(path));
  auto session = std::make_shared<SqliteSession>(path, std::move(connection), std::move(store));
  if (session->read_only().empty() && alone) {
    // Housekeeping: a full disk, say, must not keep a session from being opened. The next open does it.
    if (deleted == Deleted::Purge) session->purge_deleted();
    if (const auto named = session->artefacts_named()) session->store_.sweep(*named);
  }
  if (alone) ATHENA_TRY(session->store_.settle());
  return session;
}

Status SqliteSession::writable() const {
  if (connection_.read_only.empty()) return {};
  return fail(ErrorCode::Io, "The session '" + path_ + "' cannot be changed: " + connection_.read_only +
                                 ". Save it under another name first.");
}

void SqliteSession::purge_deleted() {
  (void)writing("tidy", [&]() -> Status {
    database().exec("DELETE FROM variant WHERE deleted = 1");
    database().exec(
        "DELETE FROM artefact WHERE sha256 NOT IN (SELECT artefact FROM variant WHERE artefact IS NOT NULL"
        " UNION SELECT artefact FROM checkpoint)");
    return {};
  });
}

Result<std::set<std::string>> SqliteSession::artefacts_named() const {
  return reading("read", [&]() -> Result<std::set<std::string>> {
    std::set<std::string> named;
    SQLite::Statement query(database(), "SELECT sha256 FROM artefact");
    while (query.executeStep()) named.insert(query.getColumn(0).getString());
    return named;
  });
}

Status SqliteSession::copy_artefacts(ArtefactStore& to, std::vector<std::string>& added) const {
  SQLite::Statement query(database(), "SELECT sha256, bytes FROM artefact");
  while (query.executeStep()) {
    const StoredFile file{query.getColumn(0).getString(), query.getColumn(1).getInt64()};
    // One that is missing here is missing there: it is remade from its recipe.
    if (!is_sha256(file.sha256) || !store_.has(file) || to.has(file)) continue;
    ATHENA_ASSIGN(const StoredFile copied, to.add(store_.path_of(file.sha256)));
    added.push_back(copied.sha256);
  }
  return {};
}

Result<std::shared_ptr<Session>> SqliteSession::write_copy(const std::string& path, ArtefactStore& store,
                                                           bool alone, bool replace) {
  std::vector<std::string> added;
  const Status written = guarded("save", path, [&]() -> Status {
    const std::lock_guard lock(mutex_);
    ATHENA_TRY(copy_artefacts(store, added));
    ATHENA_ASSIGN(const std::string bytes, serialized(database(), path_));
    ATHENA_ASSIGN(AtomicFile file, AtomicFile::create(path));
    ATHENA_TRY(file.write(bytes));
    if (replace) ATHENA_TRY(settle_before_replacing(path));
    remove_stale_journals(path);
    return replace ? file.commit() : file.commit_new();
  });
  if (written) return open_with(path, std::move(store), alone, Deleted::Keep);
  for (const std::string& sha256 : added) store.remove(sha256);
  store.remove_if_empty();
  return tl::make_unexpected(written.error());
}

Result<std::shared_ptr<Session>> SqliteSession::save_as(const std::string& path) {
  const std::string target = absolute(path);
  std::error_code error;
  if (target == path_ || std::filesystem::equivalent(target, path_, error)) return shared_from_this();
  const bool replace = std::filesystem::exists(target, error);
  if (replace) ATHENA_TRY(check_replaceable(target));
  ArtefactStore store(folder_for(target));
  ATHENA_ASSIGN(const bool alone, store.join());
  if (!alone && replace)
    return fail(ErrorCode::Io, "'" + target +
                                   "' is open elsewhere, so it is not replaced. Close it there or "
                                   "choose another name.");
  return write_copy(target, store, alone, replace);
}

}  // namespace athena::session

namespace athena {

using session::ArtefactStore;
using session::SqliteSession;

Result<std::shared_ptr<Session>> Session::open(const std::string& path) {
  const std::string file = session::absolute(path);
  // Before anything is made beside it.
  ATHENA_TRY(session::check_is_session(file));
  ArtefactStore store(session::folder_for(file));
  // In a read-only folder nobody can sweep, so there is nothing to join; writing joins later.
  const Result<bool> alone = store.join();
  return SqliteSession::open_with(file, std::move(store), alone.value_or(false),
                                  SqliteSession::Deleted::Purge);
}

Result<std::shared_ptr<Session>> Session::create(const std::string& path) {
  const std::string file = session::absolute(path);
  ATHENA_ASSIGN(const std::string bytes, session::empty_session(file));
  ATHENA_ASSIGN(AtomicFile made, AtomicFile::create(file));
  ATHENA_TRY(made.write(bytes));
  std::error_code error;
  if (!std::filesystem::exists(file, error)) session::remove_stale_journals(file);
  ATHENA_TRY(made.commit_new());
  return open(file);
}

Result<std::shared_ptr<Session>> Session::open_or_create(const std::string& path) {
  auto opened = open(path);
  if (opened || opened.error().code != ErrorCode::NotFound) return opened;
  auto made = create(path);
  if (!made && made.error().code == ErrorCode::InvalidArgument) return open(path);
  return made;
}

}  // namespace athena
