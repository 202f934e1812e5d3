// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// Bytes that come one after the other: a plain file, a gzip file as what it holds, or an archive's member.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills `out` as far as bytes are left; fewer than asked for only at the end. Corruption: damaged gzip
  /// data.
  virtual Result<std::size_t> read(std::span<std::uint8_t> out) = 0;
  virtual const std::string& name() const = 0;  // for messages
};

/// Opens a file, inflating it on the fly when it is gzip. NotFound, Io.
Result<std::unique_ptr<ByteStream>> open_byte_stream(const std::string& path);

/// Random access to bytes, from any thread.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills `out` from `offset`. Io: the file was changed or taken away since.
  virtual Status read(std::uint64_t offset, std::span<std::uint8_t> out) const = 0;
};

/// Random access to the bytes of one file. A plain file is read in place. What is compressed is inflated
/// once: into memory up to 64 MiB, beyond that into a temporary file that has no name.
class ByteStore : public ByteSource {
 public:
  using Seen = std::function<Status(std::span<const std::uint8_t>)>;

  /// Reads the rest of `stream`, which must be exactly `size` bytes, and shows every byte to `seen`, whose
  /// error stops it. Offset 0 of the store is where the stream stood, `position` bytes from its start. Memory
  /// grows with the bytes that come, never with what `size` claims. `path`: the file to read in place when it
  /// is plain, or empty to keep a copy. Corruption: shorter or longer; Io.
  static Result<ByteStore> collect(ByteStream& stream, std::uint64_t position, std::uint64_t size,
                                   const std::string& path, const Seen& seen);

  /// All of a file; of a gzip file what it holds, which is inflated twice, since its size is not known
  /// before.
  static Result<ByteStore> of_file(const std::string& path, const Seen& seen);

  std::uint64_t size() const { return size_; }

  Status read(std::uint64_t offset, std::span<std::uint8_t> out) const override;

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;

  Status keep(std::span<const std::uint8_t> bytes);

  std::string name_;
  std::uint64_t size_ = 0;
  std::uint64_t file_begin_ = 0;  // of offset 0 in file_
  std::vector<std::uint8_t> memory_;
  File file_;
};

/// The same bytes as characters, for hashing.
inline std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// True when the file starts like gzip data.
Result<bool> is_gzip(const std::string& path);

}  // namespace athena
