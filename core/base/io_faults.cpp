// SPDX-License-Identifier: Apache-2.0
#include "core/base/io_faults.h"

#include <atomic>
#include <utility>

namespace athena {
namespace {
std::atomic<const IoFault*> current{nullptr};
}

ScopedIoFault::ScopedIoFault(IoFault fault) : fault_(std::move(fault)) { current.store(&fault_); }
ScopedIoFault::~ScopedIoFault() { current.store(nullptr); }

int io_fault(IoStep step, const std::string& path) {
  const IoFault* fault = current.load(std::memory_order_acquire);
  return fault ? (*fault)(step, path) : 0;
}

}  // namespace athena
