// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/job_context.h"
#include "core/data/column.h"
#include "core/data/table.h"

namespace athena {

/// Opens a file of the IDX format (big endian; http://yann.lecun.com/exdb/mnist, "the IDX file format"),
/// plain or gzip, of any element type and 1 to 8 dimensions; the first counts the rows. The whole file is
/// read once, to check its length and to hash it; rows are read from disk as they are asked for. NotFound,
/// Io; NotSupported: not IDX; Corruption: sizes that lie, cut short, too long, damaged gzip.
Result<ColumnHandle> open_idx(const std::string& path, const JobContext& job);

/// A file per column, of which the headers are read.
Result<TableHandle> open_idx_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
