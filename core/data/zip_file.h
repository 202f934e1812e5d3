// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/data/byte_store.h"

namespace athena {

/// The members of a zip archive. Their names are never used as paths.
class ZipFile {
 public:
  struct Member {
    std::string name;
    std::uint64_t bytes = 0, packed_bytes = 0;
    bool stored = false;  // as it is, so that it can be read from anywhere
  };

  /// NotFound, Io; NotSupported: no zip archive; Corruption: a damaged one.
  static Result<ZipFile> open(const std::string& path);

  const std::string& path() const { return path_; }
  const std::vector<Member>& members() const { return members_; }
  /// nullptr: none of that name.
  const Member* find(const std::string& name) const;

  /// A member from its start, unpacked; its CRC-32 is checked at its end. Corruption.
  Result<std::unique_ptr<ByteStream>> stream(const Member& member) const;

  /// Reads all of a member, shows every byte to `seen`, and gives random access to it: in place where it is
  /// stored, else of a copy that ByteStore keeps. Corruption: damaged, or so tightly packed that it is a
  /// bomb; Io.
  Result<std::shared_ptr<const ByteSource>> collect(const Member& member, const ByteStore::Seen& seen) const;

 private:
  std::string path_;
  std::vector<Member> members_;
};

}  // namespace athena
