// SPDX-License-Identifier: Apache-2.0
#include <c10/util/StringUtil.h>

#include <map>
#include <string_view>
#include <utility>

#include "core/data/csv.h"
#include "core/data/idx.h"
#include "core/data/image_folder.h"
#include "core/data/npy.h"
#include "core/data/random_table.h"
#include "core/data/table.h"
#include "core/data/text.h"
#include "core/data/torch_file.h"

namespace athena {
namespace {

using Opener = Result<TableHandle> (*)(const ReaderSpec&, const JobContext&);

/// A table whose columns go by other names; those without a new name are left out.
class RenamedTable : public Table {
 public:
  static Result<TableHandle> make(TableHandle table, const ReaderSpec& spec) {
    auto renamed = std::make_shared<RenamedTable>();
    for (const auto& [name, held] : spec.columns) {
      const ColumnInfo* found = nullptr;
      std::string known;
      for (const ColumnInfo& column : table->columns()) {
        if (column.name == held) found = &column;
        known += (known.empty() ? "" : ", ") + column.name;
      }
      if (!found)
        return fail(ErrorCode::InvalidArgument,
                    c10::str("'", spec.path, "' holds no array \"", held, "\"; it holds: ", known, "."));
      renamed->columns_.push_back(*found);
      renamed->columns_.back().name = name;
      renamed->held_[name] = held;
    }
    renamed->table_ = std::move(table);
    return renamed;
  }

  const std::vector<ColumnInfo>& columns() const override { return columns_; }
  Result<ColumnHandle> open(const std::string& name, const JobContext& job) const override {
    return table_->open(held_.at(name), job);
  }

 private:
  TableHandle table_;
  std::vector<ColumnInfo> columns_;
  std::map<std::string, std::string> held_;
};

}  // namespace

Result<TableHandle> open_table(const ReaderSpec& spec, const JobContext& job) {
  static const std::map<std::string_view, Opener> openers{
      {"csv", open_csv_table},     {"text", open_text_table},    {"images", open_image_table},
      {"torch", open_torch_table}, {"idx", open_idx_table},      {"npy", open_npy_table},
      {"npz", open_npz_table},     {"random", open_random_table}};
  const auto opener = openers.find(spec.format);
  if (opener == openers.end())
    return fail(ErrorCode::NotSupported,
                c10::str("Data of the format \"", spec.format, "\" cannot be read."));
  ATHENA_ASSIGN(TableHandle table, opener->second(spec, job));
  if (spec.path.empty() || spec.columns.empty()) return table;
  return RenamedTable::make(std::move(table), spec);
}

}  // namespace athena
