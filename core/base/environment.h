// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/result.h"

namespace athena {

/// "Intel(R) Xeon(R) Gold 6330"; what the system says where it has no name.
std::string processor_name();

/// The processor's name and the cores this process may use: "Intel(R) Xeon(R) Gold 6330, 2 cores"; what
/// Environment::machine holds.
std::string machine_description();

/// Cores this process may run on (its affinity mask), at least 1.
int usable_cores();

/// Now as ISO 8601 UTC, to the second: "2026-11-24T04:00:00Z".
std::string utc_now();

/// Folder of the running program's file. Io when the system does not tell.
Result<std::string> executable_folder();

}  // namespace athena
