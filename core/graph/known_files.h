// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace athena {

/// Whether a file of this hash was admitted before (admit.h): in this process, or ever on this machine as the
/// user's cache folder ($XDG_CACHE_HOME or ~/.cache, athena/known-models/VERSION OF LIBTORCH) has it: an
/// empty file of the hash's name each.
bool is_known_file(const std::string& hash);

/// From now on it is. Where the cache folder cannot be written, only in this process.
void remember_file(const std::string& hash);

}  // namespace athena
