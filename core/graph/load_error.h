// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/result.h"

namespace athena {

/// What LibTorch's words about a file that it could not load mean: NotSupported names an operator or class
/// that this LibTorch lacks, else Corruption. The words themselves go into the details.
tl::unexpected<Error> load_error(const std::string& path, const std::string& thrown);

}  // namespace athena
