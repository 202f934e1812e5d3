// SPDX-License-Identifier: Apache-2.0
#include "tests/core/session/fault_vfs.h"

#include <map>

namespace athena::test {
namespace {

sqlite3_vfs* real = nullptr;
int counted = 0, failing_from = 0, failure = 0;

int next_step() { return failing_from > 0 && ++counted >= failing_from ? failure : SQLITE_OK; }

/// Files come with several sets of methods (journals are not locked, databases are): each gets its own copy,
/// with the set that it was made from behind it.
struct Patched {
  sqlite3_io_methods methods;
  const sqlite3_io_methods* original;
};
std::map<const sqlite3_io_methods*, Patched> all_patched;

const sqlite3_io_methods& original(sqlite3_file* file) {
  return *reinterpret_cast<const Patched*>(file->pMethods)->original;
}

int faulty_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  const int code = next_step();
  return code ? code : original(file).xWrite(file, bytes, count, at);
}
int faulty_truncate(sqlite3_file* file, sqlite3_int64 size) {
  return next_step() ? SQLITE_IOERR_TRUNCATE : original(file).xTruncate(file, size);
}
int faulty_sync(sqlite3_file* file, int flags) {
  return next_step() ? SQLITE_IOERR_FSYNC : original(file).xSync(file, flags);
}
int faulty_delete(sqlite3_vfs*, const char* name, int sync) {
  return next_step() ? SQLITE_IOERR_DELETE : real->xDelete(real, name, sync);
}
int faulty_open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
  const int code = real->xOpen(real, name, file, flags, out);
  if (code != SQLITE_OK || !file->pMethods) return code;
  Patched& patched = all_patched[file->pMethods];
  patched = {*file->pMethods, file->pMethods};
  patched.methods.xWrite = faulty_write;
  patched.methods.xTruncate = faulty_truncate;
  patched.methods.xSync = faulty_sync;
  file->pMethods = &patched.methods;
  return code;
}

}  // namespace

FaultVfs::FaultVfs() {
  real = sqlite3_vfs_find(nullptr);
  vfs_ = *real;
  vfs_.zName = "athena-faults";
  vfs_.pNext = nullptr;
  vfs_.xOpen = faulty_open;
  vfs_.xDelete = faulty_delete;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real, 1);
  failing_from = 0;
}

void FaultVfs::fail_from(int step, int code) {
  counted = 0;
  failing_from = step;
  failure = code;
}

int FaultVfs::steps() const { return counted; }

}  // namespace athena::test
