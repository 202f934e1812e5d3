// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/table.h"

namespace athena {

/// The fields of one line (RFC 4180: quotes around a field, doubled within); nullopt: a quote that is not
/// closed, or text behind one.
std::optional<std::vector<std::string>> split_csv_line(std::string_view line, char separator);

/// A table of numbers with a line per sample, plain or gzip; a first line that holds a word names the
/// columns. Gives "features" [n] float32, "label" (int64: whole numbers, or names by their order; float32:
/// others), and every column that holds numbers under its own name. The whole file is read once, to check and
/// to hash it; lines are read as they are asked for. A quoted field may not hold a line break.
/// InvalidArgument names the line that is ragged, or whose field is no number; NotSupported: no text.
Result<TableHandle> open_csv_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
