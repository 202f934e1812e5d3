// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>

#include "athena/types/dataset.h"

namespace athena::cli {

/// The columns of every source, and what is bound to what.
void print_draft(const DataDraft& draft, std::ostream& out);

/// How many samples each split has, and the first samples.
void print_preview(const DataPreview& preview, std::ostream& out);

}  // namespace athena::cli
