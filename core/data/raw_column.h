// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/byte_store.h"
#include "core/data/column.h"

namespace athena {

/// How the elements of a column lie in its bytes: dense, row after row.
struct RawLayout {
  at::ScalarType dtype = at::kByte;
  std::vector<std::int64_t> shape;  // rows first
  std::uint64_t begin = 0;          // offset of the first element
  bool big_endian = false;
};

/// Bytes that dense elements of this shape take; none where 63 bits cannot count them or a size is negative.
std::optional<std::uint64_t> bytes_of(const std::vector<std::int64_t>& shape, at::ScalarType dtype);

/// A column whose rows are read from `bytes` as they are asked for. The shape has at least one dimension and
/// no size of 0, and `bytes` is as long as it says: the caller has checked that.
ColumnHandle make_raw_column(RawLayout layout, std::shared_ptr<const ByteSource> bytes, std::string hash,
                             std::string where);

}  // namespace athena
