// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/compress_options.h"
#include "app/cli/exit_code.h"

namespace athena::cli {

/// Runs a recipe over the model, stores the variant in the session, prints what became of it.
Result<ExitCode> run_compress(const CompressOptions& options, const Recipe& recipe, bool json);

}  // namespace athena::cli
