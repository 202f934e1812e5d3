// SPDX-License-Identifier: Apache-2.0
#include "core/data/npy.h"

#include <c10/util/StringUtil.h>

#include <filesystem>
#include <map>
#include <utility>

#include "core/base/sha256.h"
#include "core/data/dtypes.h"
#include "core/data/zip_file.h"

namespace athena {
namespace {

ColumnInfo describe(std::string name, const RawLayout& layout) {
  return {std::move(name),
          dtype_text(layout.dtype),
          {layout.shape.begin() + 1, layout.shape.end()},
          layout.shape[0],
          {}};
}

Status check_size(const RawLayout& layout, std::uint64_t bytes, const std::string& where) {
  const std::uint64_t expected = layout.begin + *bytes_of(layout.shape, layout.dtype);
  if (bytes == expected) return {};
  return fail(ErrorCode::Corruption,
              c10::str("'", where, "' is ", bytes, " bytes long, but its header announces ", expected,
                       bytes < expected ? ": it is cut short." : ".", " Copy or save it again."));
}

class NpyTable : public Table {
 public:
  static Result<TableHandle> make(const ReaderSpec& spec) {
    auto table = std::make_shared<NpyTable>();
    for (const auto& [name, path] : spec.columns) {
      ATHENA_ASSIGN(const auto stream, open_byte_stream(path));
      ATHENA_ASSIGN(const RawLayout layout, read_npy_header(*stream));
      table->columns_.push_back(describe(name, layout));
      table->paths_[name] = path;
    }
    return table;
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }

  Result<ColumnHandle> open(const std::string& name, const JobContext& job) const override {
    const std::string& path = paths_.at(name);
    ATHENA_ASSIGN(const auto stream, open_byte_stream(path));
    ATHENA_ASSIGN(RawLayout layout, read_npy_header(*stream));
    ATHENA_ASSIGN(const bool compressed, is_gzip(path));
    if (!compressed) {
      std::error_code code;
      const std::uint64_t bytes = std::filesystem::file_size(path, code);
      if (!code) ATHENA_TRY(check_size(layout, bytes, path));
    }
    Sha256 hash;
    hash.update(c10::str(layout.dtype, " ", layout.shape, layout.big_endian ? " big " : " "));
    const std::uint64_t elements = *bytes_of(layout.shape, layout.dtype);
    ATHENA_ASSIGN(ByteStore store, ByteStore::collect(*stream, layout.begin, elements, compressed ? "" : path,
                                                      [&](std::span<const std::uint8_t> bytes) -> Status {
                                                        hash.update(as_text(bytes));
                                                        return job.poll();
                                                      }));
    layout.begin = 0;  // the store's start
    return make_raw_column(std::move(layout), std::make_shared<ByteStore>(std::move(store)), hash.hex(),
                           path);
  }

 private:
  std::vector<ColumnInfo> columns_;
  std::map<std::string, std::string> paths_;
};

class NpzTable : public Table {
 public:
  static Result<TableHandle> make(const ReaderSpec& spec, const JobContext& job) {
    ATHENA_ASSIGN(ZipFile zip, ZipFile::open(spec.path));
    auto table = std::make_shared<NpzTable>(std::move(zip));
    for (const ZipFile::Member& member : table->zip_.members()) {
      ATHENA_TRY(job.poll());
      if (!member.name.ends_with(".npy")) continue;
      const std::string name = member.name.substr(0, member.name.size() - 4);
      const auto layout = table->read_header(member);
      if (!layout && layout.error().code == ErrorCode::Corruption) return tl::make_unexpected(layout.error());
      table->columns_.push_back(layout ? describe(name, *layout)
                                       : ColumnInfo{name, "", {}, 0, layout.error().message});
    }
    if (table->columns_.empty())
      return fail(ErrorCode::NotSupported,
                  c10::str("'", spec.path, "' is a zip archive without arrays: no member ends with .npy."));
    return table;
  }

  explicit NpzTable(ZipFile zip) : zip_(std::move(zip)) {}

  const std::vector<ColumnInfo>& columns() const override { return columns_; }

  Result<ColumnHandle> open(const std::string& name, const JobContext& job) const override {
    const ZipFile::Member& member = *zip_.find(name + ".npy");
    ATHENA_ASSIGN(RawLayout layout, read_header(member));
    Sha256 hash;
    ATHENA_ASSIGN(auto bytes, zip_.collect(member, [&](std::span<const std::uint8_t> seen) -> Status {
      hash.update(as_text(seen));
      return job.poll();
    }));
    return make_raw_column(std::move(layout), std::move(bytes), hash.hex(), zip_.path() + "': '" + name);
  }

 private:
  Result<RawLayout> read_header(const ZipFile::Member& member) const {
    ATHENA_ASSIGN(const auto stream, zip_.stream(member));
    ATHENA_ASSIGN(RawLayout layout, read_npy_header(*stream));
    ATHENA_TRY(check_size(layout, member.bytes, stream->name()));
    return layout;
  }

  ZipFile zip_;
  std::vector<ColumnInfo> columns_;
};

}  // namespace

Result<TableHandle> open_npy_table(const ReaderSpec& spec, const JobContext&) { return NpyTable::make(spec); }

Result<TableHandle> open_npz_table(const ReaderSpec& spec, const JobContext& job) {
  return NpzTable::make(spec, job);
}

}  // namespace athena
