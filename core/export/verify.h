// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/parity.h"
#include "athena/types/result.h"
#include "core/base/job_context.h"

namespace athena {

struct VerifyOptions {
  std::string model, against;  // the file in question and its original
  std::string data;            // empty: random inputs
  std::string expected;        // file of SeenOutputs of `model`; empty: there are none
};

/// Loads `model` anew, runs it on held-out or random inputs and compares what it gives: with the outputs its
/// exporter saw, and with the original's. It passes when the former differ by at most 1e-5 of the largest
/// output, and no output is NaN where the original's is a number.
/// Errors: those of loading and running either file; InvalidArgument: expected outputs of other inputs.
Result<VerifyReport> verify_file(const VerifyOptions& options, const JobContext& job);

/// The same by `athena-cli verify` in a process of its own, where nothing of this one can help the file
/// along. NotFound: there is no athena-cli (cli_program()); Unmet: it could not load or run a file; Internal:
/// it came to no answer; Cancelled.
Result<VerifyReport> verify_in_fresh_process(const VerifyOptions& options, const JobContext& job);

}  // namespace athena
