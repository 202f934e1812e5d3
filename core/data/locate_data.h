// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/data/data_file.h"

namespace athena {

/// What a path given as data stands for: a data file as it says, with full paths; a folder with one of them
/// or with IDX files; an IDX images file. NotFound, Io, NotSupported, InvalidArgument.
Result<DataFile> locate_data(const std::string& path);

}  // namespace athena
