// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_table.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/dtypes.h"
#include "core/data/random_values.h"
#include "core/data/raw_column.h"

namespace athena {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{1} << 32;  // of one row

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

template <typename T>
std::optional<T> number_of(std::string_view text) {
  text = trimmed(text);
  T value{};
  const auto [rest, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && rest == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                   : std::nullopt;
}

/// "3, 224, 224"; none where a size is no number above 0.
std::optional<std::vector<std::int64_t>> shape_of(std::string_view text) {
  std::vector<std::int64_t> shape;
  if (trimmed(text).empty()) return shape;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const auto size = number_of<std::int64_t>(text.substr(begin, end - begin));
    if (!size || *size < 1) return std::nullopt;
    shape.push_back(*size);
    begin = end + 1;
  }
  return shape;
}

class RandomColumn : public Column {
 public:
  RandomColumn(RandomColumnSpec spec, std::string name, std::int64_t rows)
      : spec_(std::move(spec)), dtype_(*dtype_named(spec_.dtype)), where_(std::move(name)), rows_(rows) {
    // A seed of the column's name: no column repeats another.
    hash_ = sha256(c10::str(where_, " ", spec_.dtype, " ", spec_.shape, " ", spec_.below, " ",
                            spec_.constant.value_or(0), spec_.constant ? "=" : "", " ", rows_));
    for (const char c : where_) seed_ = seed_ * 31 + static_cast<unsigned char>(c);
  }

  std::int64_t rows() const override { return rows_; }
  const std::vector<std::int64_t>& row_shape() const override { return spec_.shape; }
  at::ScalarType dtype() const override { return dtype_; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return where_; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    std::vector<at::Tensor> rows;
    for (const std::int64_t index : indices) {
      ATHENA_TRY(check_row(index));
      rows.push_back(row(index));
    }
    return at::stack(rows);
  }

 private:
  at::Tensor row(std::int64_t index) const {
    const RandomStream from{seed_, static_cast<std::uint64_t>(index)};
    if (spec_.constant) return at::full(spec_.shape, *spec_.constant, at::dtype(dtype_));
    return spec_.below > 0 ? random_below(spec_.below, spec_.shape, dtype_, from)
                           : random_normal(spec_.shape, dtype_, from);
  }

  RandomColumnSpec spec_;
  at::ScalarType dtype_;
  std::string where_, hash_;
  std::int64_t rows_;
  std::uint64_t seed_ = 1;
};

class RandomTable : public Table {
 public:
  static Result<TableHandle> make(const ReaderSpec& reader) {
    auto table = std::make_shared<RandomTable>();
    table->rows_ = reader.rows;
    for (const auto& [name, text] : reader.columns) {
      ATHENA_ASSIGN(RandomColumnSpec spec, parse_random_column(text));
      table->columns_.push_back({name, spec.dtype, spec.shape, reader.rows, {}});
      table->specs_.push_back(std::move(spec));
    }
    return table;
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }
  Result<ColumnHandle> open(const std::string& name, const JobContext&) const override {
    const auto at = std::find_if(columns_.begin(), columns_.end(),
                                 [&](const ColumnInfo& column) { return column.name == name; });
    return std::make_shared<RandomColumn>(specs_[static_cast<std::size_t>(at - columns_.begin())], name,
                                          rows_);
  }

 private:
  std::int64_t rows_ = 0;
  std::vector<ColumnInfo> columns_;
  std::vector<RandomColumnSpec> specs_;
};

}  // namespace

Result<RandomColumnSpec> parse_random_column(const std::string& text) {
  const auto wrong = [&](const auto&... what) {
    return fail(ErrorCode::InvalidArgument,
                c10::str("The random column \"", text, "\" ", what...,
                         " Write it like float32[3, 224, 224], int64[16] < 30522 or int64[16] = 1."));
  };
  const std::string_view all = trimmed(text);
  const std::size_t open = all.find('['), close = all.find(']');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return wrong("has no shape in brackets.");
  RandomColumnSpec spec;
  const auto dtype = dtype_named(trimmed(all.substr(0, open)));
  if (!dtype) return wrong("is of no known type; known are ", kKnownDtypes, ".");
  spec.dtype = dtype_text(*dtype);
  const auto shape = shape_of(all.substr(open + 1, close - open - 1));
  if (!shape) return wrong("has a size that is no number above 0.");
  spec.shape = *shape;
  const auto bytes = bytes_of(spec.shape, *dtype);
  if (!bytes || *bytes > static_cast<std::uint64_t>(kMostBytes)) return wrong("has rows of more than 4 GiB.");
  const std::string_view rest = trimmed(all.substr(close + 1));
  if (rest.empty()) {
    if (!at::isFloatingType(*dtype)) return wrong("needs to say below what its whole numbers are.");
    return spec;
  }
  const auto value = number_of<double>(rest.substr(1));
  if (rest[0] == '=' && value) {
    spec.constant = *value;
    return spec;
  }
  if (rest[0] != '<' || !value || *value < 1 || *value > static_cast<double>(std::int64_t{1} << 53))
    return wrong("ends with what is neither < and a number above 0, nor = and a number.");
  spec.below = static_cast<std::int64_t>(*value);
  return spec;
}

Result<TableHandle> open_random_table(const ReaderSpec& spec, const JobContext&) {
  return RandomTable::make(spec);
}

}  // namespace athena
