// SPDX-License-Identifier: Apache-2.0
#include "core/data/text.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/byte_store.h"
#include "core/data/line_file.h"
#include "core/data/wordpiece.h"

namespace athena {
namespace {

/// One column of [length] int64 per sample, filled sample by sample.
class TokenColumn : public Column {
 public:
  using Fill = std::function<Status(std::int64_t row, std::span<std::int64_t> out)>;

  TokenColumn(std::int64_t rows, std::int64_t length, std::string hash, std::string where, Fill fill)
      : rows_(rows),
        shape_{length},
        hash_(std::move(hash)),
        where_(std::move(where)),
        fill_(std::move(fill)) {}

  std::int64_t rows() const override { return rows_; }
  const std::vector<std::int64_t>& row_shape() const override { return shape_; }
  at::ScalarType dtype() const override { return at::kLong; }
  const std::string& content_hash() const override { return hash_; }
  const std::string& where() const override { return where_; }

  Result<at::Tensor> read(std::span<const std::int64_t> indices) const override {
    const auto length = static_cast<std::size_t>(shape_[0]);
    at::Tensor out = at::zeros({static_cast<std::int64_t>(indices.size()), shape_[0]}, at::kLong);
    auto* tokens = out.data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < indices.size(); ++i) {
      ATHENA_TRY(check_row(indices[i]));
      ATHENA_TRY(fill_(indices[i], {tokens + i * length, length}));
    }
    return out;
  }

 private:
  std::int64_t rows_;
  std::vector<std::int64_t> shape_;
  std::string hash_, where_;
  Fill fill_;
};

/// Columns that are known by name and by how they are filled.
class TextTable : public Table {
 public:
  TextTable(std::int64_t rows, std::int64_t length, std::string hash, std::string where)
      : rows_(rows), length_(length), hash_(std::move(hash)), where_(std::move(where)) {}

  void add(const std::string& name, TokenColumn::Fill fill) {
    columns_.push_back({name, "int64", {length_}, rows_, {}});
    fills_.push_back(std::move(fill));
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }
  Result<ColumnHandle> open(const std::string& name, const JobContext&) const override {
    const auto found =
        std::find_if(columns_.begin(), columns_.end(), [&](const auto& c) { return c.name == name; });
    return std::make_shared<TokenColumn>(rows_, length_, sha256(hash_ + name), where_,
                                         fills_[static_cast<std::size_t>(found - columns_.begin())]);
  }

 private:
  std::int64_t rows_, length_;
  std::string hash_, where_;
  std::vector<ColumnInfo> columns_;
  std::vector<TokenColumn::Fill> fills_;
};

Result<std::shared_ptr<const LineFile>> open_lines(const std::string& path, const JobContext& job) {
  return LineFile::open(
      path, [](std::string_view, std::int64_t) { return Status(); }, job);
}

Result<TableHandle> word_table(const ReaderSpec& spec, const JobContext& job) {
  ATHENA_ASSIGN(const auto words, WordPiece::load(spec.text.vocab, spec.text.lowercase));
  ATHENA_ASSIGN(const auto lines, open_lines(spec.path, job));
  const auto pieces = [words, lines](std::int64_t row,
                                     std::size_t length) -> Result<std::vector<std::int64_t>> {
    ATHENA_ASSIGN(const std::string line, lines->line(row));
    return words->tokens(line, length - 2);
  };
  auto table =
      std::make_shared<TextTable>(lines->lines(), spec.text.length, lines->hash() + words->hash(), spec.path);
  table->add("input_ids", [words, pieces](std::int64_t row, std::span<std::int64_t> out) -> Status {
    ATHENA_ASSIGN(const auto tokens, pieces(row, out.size()));
    std::fill(out.begin(), out.end(), words->pad());
    out[0] = words->cls();
    const auto end = std::copy(tokens.begin(), tokens.end(), out.begin() + 1);
    *end = words->sep();
    return {};
  });
  table->add("attention_mask", [pieces](std::int64_t row, std::span<std::int64_t> out) -> Status {
    ATHENA_ASSIGN(const auto tokens, pieces(row, out.size()));
    std::fill_n(out.begin(), tokens.size() + 2, 1);
    return {};
  });
  table->add("token_type_ids", [](std::int64_t, std::span<std::int64_t>) { return Status(); });
  return table;
}

Result<TableHandle> line_table(const ReaderSpec& spec, const JobContext& job) {
  ATHENA_ASSIGN(const auto lines, open_lines(spec.path, job));
  auto table = std::make_shared<TextTable>(lines->lines(), spec.text.length, lines->hash(), spec.path);
  table->add("bytes", [lines](std::int64_t row, std::span<std::int64_t> out) -> Status {
    ATHENA_ASSIGN(const std::string line, lines->line(row));
    std::transform(line.begin(),
                   line.begin() + static_cast<std::ptrdiff_t>(std::min(line.size(), out.size())), out.begin(),
                   [](char byte) { return static_cast<unsigned char>(byte); });
    return {};
  });
  table->add("attention_mask", [lines](std::int64_t row, std::span<std::int64_t> out) -> Status {
    ATHENA_ASSIGN(const std::string line, lines->line(row));
    std::fill_n(out.begin(), std::min(line.size(), out.size()), 1);
    return {};
  });
  return table;
}

Result<TableHandle> window_table(const ReaderSpec& spec, const JobContext& job) {
  Sha256 hash;
  ATHENA_ASSIGN(ByteStore store,
                ByteStore::of_file(spec.path, [&](std::span<const std::uint8_t> bytes) -> Status {
                  hash.update(as_text(bytes));
                  return job.poll();
                }));
  const auto bytes = std::make_shared<const ByteStore>(std::move(store));
  const auto length = static_cast<std::uint64_t>(spec.text.length);
  const std::uint64_t size = bytes->size();
  if (size < length + 1)
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", spec.path, "' holds ", size, " bytes, fewer than a window of ", length,
                         " and the byte behind it. Set a smaller \"length\"."));
  auto table = std::make_shared<TextTable>(static_cast<std::int64_t>((size - 1) / length), spec.text.length,
                                           hash.hex(), spec.path);
  for (const auto& [name, shift] :
       {std::pair{"bytes", std::uint64_t{0}}, std::pair{"next", std::uint64_t{1}}})
    table->add(name, [bytes, shift = shift](std::int64_t row, std::span<std::int64_t> out) -> Status {
      std::vector<std::uint8_t> window(out.size());
      ATHENA_TRY(bytes->read(static_cast<std::uint64_t>(row) * out.size() + shift, window));
      std::copy(window.begin(), window.end(), out.begin());
      return {};
    });
  return table;
}

}  // namespace

Result<TableHandle> open_text_table(const ReaderSpec& spec, const JobContext& job) {
  if (!spec.text.vocab.empty()) return word_table(spec, job);
  return spec.text.lines ? line_table(spec, job) : window_table(spec, job);
}

}  // namespace athena
