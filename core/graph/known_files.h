// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

namespace athena {

/// Whether a file of this hash was admitted before (admit.h): in this process, or ever on this machine as the
/// user's cache folder ($XDG_CACHE_HOME or ~/.cache, athena/known-models/VERSION OF LIBTORCH) has it: an
/// empty file of the hash's name each.
bool is_known_file(const std::string& hash);

/// What tells whether a file has been written to, without reading it: device, inode, size, times of the last
/// change. Empty where the file changed so lately that another change might leave the same times.
std::string file_stamp(const std::string& path);

/// The hash that an admitted file had when it had this stamp.
std::optional<std::string> known_hash(const std::string& stamp);

/// From now on they are known. Where the cache folder cannot be written, the hash is in this process, and the
/// stamp, if one is given, is not.
void remember_file(const std::string& hash, const std::string& stamp = {});

}  // namespace athena
