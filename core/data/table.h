// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "athena/types/dataset.h"
#include "core/base/job_context.h"
#include "core/data/column.h"
#include "core/data/data_file.h"

namespace athena {

/// What one reader finds in its files: columns, each opened when it is wanted.
class Table {
 public:
  virtual ~Table() = default;

  virtual const std::vector<ColumnInfo>& columns() const = 0;
  /// Reads the column's bytes once, to check and to hash them. `name` is one of columns(). Errors: those of
  /// the reader, and the column's own problem.
  virtual Result<ColumnHandle> open(const std::string& name, const JobContext& job) const = 0;
};
using TableHandle = std::shared_ptr<const Table>;

/// Looks at a reader's files far enough to name the columns. NotFound, Io; NotSupported: another kind of
/// file; InvalidArgument; Corruption. Every message names the file.
Result<TableHandle> open_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
