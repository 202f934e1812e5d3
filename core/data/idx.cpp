// SPDX-License-Identifier: Apache-2.0
#include "core/data/idx.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/byte_store.h"
#include "core/data/dtypes.h"
#include "core/data/raw_column.h"

namespace athena {
namespace {

constexpr int kMostDimensions = 8;

struct IdxHeader {
  at::ScalarType dtype = at::kByte;
  std::vector<std::int64_t> shape;  // rows first
  std::uint64_t bytes = 0;          // of all elements
};

std::optional<at::ScalarType> element_type(std::uint8_t code) {
  switch (code) {
    case 0x08:
      return at::kByte;
    case 0x09:
      return at::kChar;
    case 0x0B:
      return at::kShort;
    case 0x0C:
      return at::kInt;
    case 0x0D:
      return at::kFloat;
    case 0x0E:
      return at::kDouble;
    default:
      return std::nullopt;
  }
}

std::uint32_t big_endian(const std::uint8_t* bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
         bytes[3];
}

/// Reads the header and leaves the stream at the first element.
Result<IdxHeader> read_header(ByteStream& stream, Sha256& hash) {
  const auto cut_short = [&] {
    return fail(ErrorCode::Corruption,
                c10::str("'", stream.name(), "' ends within its header. Download or copy it again."));
  };
  std::array<std::uint8_t, 4> magic{};
  ATHENA_ASSIGN(const std::size_t got, stream.read(magic));
  if (got == 0) return fail(ErrorCode::Corruption, c10::str("'", stream.name(), "' is empty."));
  if (got < magic.size()) return cut_short();
  const auto type = element_type(magic[2]);
  if (magic[0] != 0 || magic[1] != 0 || !type || magic[3] == 0 || magic[3] > kMostDimensions)
    return fail(ErrorCode::NotSupported,
                c10::str("'", stream.name(), "' is not an IDX file: its first four bytes are not IDX's."));

  hash.update(as_text(magic));
  IdxHeader header;
  header.dtype = *type;
  for (int d = 0; d < magic[3]; ++d) {
    std::array<std::uint8_t, 4> word{};
    ATHENA_ASSIGN(const std::size_t word_bytes, stream.read(word));
    if (word_bytes < word.size()) return cut_short();
    hash.update(as_text(word));
    const std::uint64_t size = big_endian(word.data());
    if (size == 0 && d > 0)
      return fail(ErrorCode::Corruption,
                  c10::str("'", stream.name(), "' announces samples without elements."));
    header.shape.push_back(static_cast<std::int64_t>(size));
  }
  if (header.shape[0] == 0)
    return fail(ErrorCode::InvalidArgument, c10::str("'", stream.name(), "' holds no samples."));
  const auto bytes = bytes_of(header.shape, *type);
  if (!bytes)
    return fail(ErrorCode::Corruption,
                c10::str("'", stream.name(), "' announces more elements than any file can hold."));
  header.bytes = *bytes;
  return header;
}

class IdxTable : public Table {
 public:
  static Result<TableHandle> make(const ReaderSpec& spec) {
    auto table = std::make_shared<IdxTable>();
    for (const auto& [name, path] : spec.columns) {
      ATHENA_ASSIGN(const auto stream, open_byte_stream(path));
      Sha256 unused;
      ATHENA_ASSIGN(const IdxHeader header, read_header(*stream, unused));
      table->columns_.push_back({name,
                                 dtype_text(header.dtype),
                                 {header.shape.begin() + 1, header.shape.end()},
                                 header.shape[0],
                                 {}});
      table->paths_[name] = path;
    }
    return table;
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }
  Result<ColumnHandle> open(const std::string& name, const JobContext& job) const override {
    return open_idx(paths_.at(name), job);
  }

 private:
  std::vector<ColumnInfo> columns_;
  std::map<std::string, std::string> paths_;
};

}  // namespace

Result<TableHandle> open_idx_table(const ReaderSpec& spec, const JobContext&) { return IdxTable::make(spec); }

Result<ColumnHandle> open_idx(const std::string& path, const JobContext& job) {
  ATHENA_ASSIGN(const auto stream, open_byte_stream(path));
  Sha256 hash;
  ATHENA_ASSIGN(IdxHeader header, read_header(*stream, hash));
  ATHENA_ASSIGN(const bool compressed, is_gzip(path));
  const std::uint64_t header_bytes = 4 + 4 * header.shape.size();
  if (!compressed) {
    std::error_code code;
    const std::uint64_t file_bytes = std::filesystem::file_size(path, code);
    if (!code && file_bytes < header_bytes + header.bytes)
      return fail(ErrorCode::Corruption,
                  c10::str("'", path, "' is cut short: its header announces ", header_bytes + header.bytes,
                           " bytes, it has ", file_bytes, ". Download or copy it again."));
  }
  ATHENA_ASSIGN(ByteStore store,
                ByteStore::collect(*stream, header_bytes, header.bytes, compressed ? "" : path,
                                   [&](std::span<const std::uint8_t> bytes) -> Status {
                                     hash.update(as_text(bytes));
                                     return job.poll();
                                   }));
  RawLayout layout{header.dtype, std::move(header.shape), 0, /*big_endian=*/true};
  return make_raw_column(std::move(layout), std::make_shared<ByteStore>(std::move(store)), hash.hex(), path);
}

}  // namespace athena
