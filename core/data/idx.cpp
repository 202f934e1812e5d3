// SPDX-License-Identifier: Apache-2.0
#include "core/data/idx.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/byte_store.h"

namespace athena {
namespace {

constexpr int kMostDimensions = 8;

struct IdxHeader {
  at::ScalarType dtype = at::kByte;
  std::vector<std::int64_t> shape;  // rows first
  std::uint64_t bytes = 0;          // of all elements
};

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

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
  header.bytes = c10::elementSize(*type);
  for (int d = 0; d < magic[3]; ++d) {
    std::array<std::uint8_t, 4> word{};
    ATHENA_ASSIGN(const std::size_t word_bytes, stream.read(word));
    if (word_bytes < word.size()) return cut_short();
    hash.update(as_text(word));
    const std::uint64_t size = big_endian(word.data());
    if (size == 0 && d > 0)
      return fail(ErrorCode::Corruption,
                  c10::str("'", stream.name(), "' announces samples without elements."));
    constexpr auto kLimit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (size != 0 && header.bytes > kLimit / size)
      return fail(ErrorCode::Corruption,
                  c10::str("'", stream.name(), "' announces more elements than any file can hold."));
    header.bytes *= size;
    header.shape.push_back(static_cast<std::int64_t>(size));
  }
  if (header.shape[0] == 0)
    return fail(ErrorCode::InvalidArgument, c10::str("'", stream.name(), "' holds no samples."));
  return header;
}

void swap_bytes(std::uint8_t* bytes, std::size_t count, std::size_t width) {
  for (std::size_t i = 0; i < count; ++i) std::reverse(bytes + i * width, bytes + (i + 1) * width);
}

class IdxColumn : public Column {
 public:
  IdxColumn(IdxHeader header, ByteStore store, std::string hash, std::string where)
      : dtype_(header.dtype),
        rows_(header.shape[0]),
        row_shape_(header.shape.begin() + 1, header.shape.end()),
        row_bytes_(header.bytes / static_cast<std::uint64_t>(header.shape[0])),
        store_(std::move(store)),
        hash_(std::move(hash)),
        where_(std::move(where)) {}

  std::int64_t rows() const override { return rows_; }
  const std::vector<std::int64_t>& row_shape() const override { return row_shape_; }
  at::ScalarType dtype() const override { return dtype_; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return where_; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    std::vector<std::int64_t> shape{static_cast<std::int64_t>(indices.size())};
    shape.insert(shape.end(), row_shape_.begin(), row_shape_.end());
    at::Tensor out = at::empty(shape, at::TensorOptions().dtype(dtype_));
    auto* bytes = static_cast<std::uint8_t*>(out.data_ptr());
    for (std::size_t i = 0; i < indices.size();) {
      std::size_t run = 1;  // neighbours on disk are read in one go
      while (i + run < indices.size() && indices[i + run] == indices[i] + static_cast<std::int64_t>(run))
        ++run;
      if (indices[i] < 0 || indices[i] + static_cast<std::int64_t>(run) > rows_)
        return fail(ErrorCode::InvalidArgument, c10::str("'", where_, "' has no sample ", indices[i], "."));
      ATHENA_TRY(store_.read(static_cast<std::uint64_t>(indices[i]) * row_bytes_,
                             {bytes + i * row_bytes_, run * row_bytes_}));
      i += run;
    }
    const std::size_t width = c10::elementSize(dtype_);
    if (width > 1) swap_bytes(bytes, static_cast<std::size_t>(out.numel()), width);
    return out;
  }

 private:
  at::ScalarType dtype_;
  std::int64_t rows_;
  std::vector<std::int64_t> row_shape_;
  std::uint64_t row_bytes_;
  ByteStore store_;
  std::string hash_, where_;
};

}  // namespace

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
  return std::make_shared<IdxColumn>(std::move(header), std::move(store), hash.hex(), path);
}

}  // namespace athena
