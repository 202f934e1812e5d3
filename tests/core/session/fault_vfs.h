// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sqlite3.h>

namespace athena::test {

/// Stands in for SQLite's file system while it lives; only files opened then can fail. One at a time.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;

  /// Counts every write, sync, truncation and removal from now on; from the one numbered `step` (the first
  /// is 1) all fail, writes with `code`.
  void fail_from(int step, int code);
  /// How many were counted.
  int steps() const;

 private:
  sqlite3_vfs vfs_{};
};

}  // namespace athena::test
