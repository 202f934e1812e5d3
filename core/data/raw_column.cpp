// SPDX-License-Identifier: Apache-2.0
#include "core/data/raw_column.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace athena {
namespace {

void swap_bytes(std::uint8_t* bytes, std::size_t count, std::size_t width) {
  for (std::size_t i = 0; i < count; ++i) std::reverse(bytes + i * width, bytes + (i + 1) * width);
}

class RawColumn : public Column {
 public:
  RawColumn(RawLayout layout, std::shared_ptr<const ByteSource> bytes, std::string hash, std::string where)
      : layout_(std::move(layout)),
        row_shape_(layout_.shape.begin() + 1, layout_.shape.end()),
        row_bytes_(*bytes_of(row_shape_, layout_.dtype)),
        bytes_(std::move(bytes)),
        hash_(std::move(hash)),
        where_(std::move(where)) {}

  std::int64_t rows() const override { return layout_.shape[0]; }
  const std::vector<std::int64_t>& row_shape() const override { return row_shape_; }
  at::ScalarType dtype() const override { return layout_.dtype; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return where_; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    std::vector<std::int64_t> shape{static_cast<std::int64_t>(indices.size())};
    shape.insert(shape.end(), row_shape_.begin(), row_shape_.end());
    at::Tensor out = at::empty(shape, at::TensorOptions().dtype(layout_.dtype));
    auto* bytes = static_cast<std::uint8_t*>(out.data_ptr());
    for (std::size_t i = 0; i < indices.size();) {
      std::size_t run = 1;  // neighbours on disk are read in one go
      while (i + run < indices.size() && indices[i + run] == indices[i] + static_cast<std::int64_t>(run))
        ++run;
      if (indices[i] < 0 || indices[i] + static_cast<std::int64_t>(run) > rows())
        return fail(ErrorCode::InvalidArgument, c10::str("'", where_, "' has no sample ", indices[i], "."));
      ATHENA_TRY(bytes_->read(layout_.begin + static_cast<std::uint64_t>(indices[i]) * row_bytes_,
                              {bytes + i * row_bytes_, run * row_bytes_}));
      i += run;
    }
    const std::size_t width = c10::elementSize(layout_.dtype);
    if (width > 1 && layout_.big_endian != (std::endian::native == std::endian::big))
      swap_bytes(bytes, static_cast<std::size_t>(out.numel()), width);
    // A bool's byte may be anything in a file; in memory only 0 and 1 are defined.
    if (layout_.dtype == at::kBool) return out.view(at::kByte).ne(0);
    return out;
  }

 private:
  RawLayout layout_;
  std::vector<std::int64_t> row_shape_;
  std::uint64_t row_bytes_;
  std::shared_ptr<const ByteSource> bytes_;
  std::string hash_, where_;
};

}  // namespace

std::optional<std::uint64_t> bytes_of(const std::vector<std::int64_t>& shape, at::ScalarType dtype) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  std::uint64_t bytes = c10::elementSize(dtype);
  for (const std::int64_t size : shape) {
    if (size < 0) return std::nullopt;
    const auto n = static_cast<std::uint64_t>(size);
    if (n != 0 && bytes > kMost / n) return std::nullopt;
    bytes *= n;
  }
  return bytes;
}

ColumnHandle make_raw_column(RawLayout layout, std::shared_ptr<const ByteSource> bytes, std::string hash,
                             std::string where) {
  return std::make_shared<RawColumn>(std::move(layout), std::move(bytes), std::move(hash), std::move(where));
}

}  // namespace athena
