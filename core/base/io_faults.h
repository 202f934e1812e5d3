// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

namespace athena {

/// The system calls on files that can be made to fail.
enum class IoStep { Create, Read, Write, Sync, Rename, SyncFolder };

/// Called before each step with the path it is about: a non-zero errno makes it fail without being done.
using IoFault = std::function<int(IoStep step, const std::string& path)>;

/// Lets a test inject faults for as long as it lives (after google/leveldb's fault_injection_test). One at a
/// time in a process.
class ScopedIoFault {
 public:
  explicit ScopedIoFault(IoFault fault);
  ~ScopedIoFault();
  ScopedIoFault(const ScopedIoFault&) = delete;
  ScopedIoFault& operator=(const ScopedIoFault&) = delete;

 private:
  IoFault fault_;
};

/// The errno with which this step shall fail now, or 0.
int io_fault(IoStep step, const std::string& path);

}  // namespace athena
