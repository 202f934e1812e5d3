// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "athena/types/result.h"

namespace athena {

/// The error for a failed system call on a file: `doing` is "write", "read", "open", ...; `error` an errno.
/// The message says what can be done about a full disk, a read-only place, a missing folder. NotFound where
/// the file or its folder is missing, else Io; details hold the system's own words.
tl::unexpected<Error> fail_io(int error, std::string_view doing, const std::string& path);

}  // namespace athena
