// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/data/table.h"

namespace athena {

/// How a random column's values are drawn, as a data file spells it: "float32[3, 224, 224]", normal;
/// "int64[16] < 30522", uniform from 0; "int64[16] = 1", all alike. InvalidArgument.
struct RandomColumnSpec {
  std::string dtype;                // as dtypes.h names it
  std::vector<std::int64_t> shape;  // of one row; [] for a number
  std::int64_t below = 0;           // > 0: uniform in [0, below)
  std::optional<double> constant;   // of every element
};
Result<RandomColumnSpec> parse_random_column(const std::string& text);

/// Columns of random values for a model that comes without data, as ReaderSpec::columns describes them, with
/// ReaderSpec::rows rows. Row i of a column depends on i and the column alone.
Result<TableHandle> open_random_table(const ReaderSpec& spec, const JobContext& job);

}  // namespace athena
