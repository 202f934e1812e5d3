// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/dataset.h"
#include "athena/types/model_info.h"
#include "core/base/job_context.h"
#include "core/data/data_file.h"

namespace athena {

/// Describes files and folders as sources and splits, by their names; no binding yet. See
/// athena/data_draft.h. NotSupported: a file of no known kind.
Result<DataFile> guess_sources(const std::vector<std::string>& files, const JobContext& job);

/// The columns of every source.
Result<std::vector<SourceInfo>> list_columns(const DataFile& file, const JobContext& job);

/// Binds columns to `arguments` (none: no model is known) and to the label, by names, types and shapes.
/// InvalidArgument: there is no column that can be read.
Status guess_binding(DataFile& file, const std::vector<SourceInfo>& sources,
                     const std::vector<ArgumentInfo>& arguments);

/// Adds splits where file names told none: see guess_data().
void guess_splits(DataFile& file, const std::vector<SourceInfo>& sources);

}  // namespace athena
