// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "core/base/job_context.h"
#include "core/graph/checked_file.h"

namespace athena {

/// Lets a TorchScript file in, which is a program: checks its archive and, where its hash is not known, has
/// `athena-cli probe` read its code, load and run it in a process of its own with limits on memory, processor
/// time and files. What that process admits is remembered; with `trust` the file is, without being tried.
/// Errors: those of check_file(); what the process says of the file, by the codes of loading it; NotAllowed:
/// its code does more than compute, or it went over a limit; Corruption: the process crashed; NotFound: no
/// athena-cli; Cancelled.
Result<CheckedFile> admit(const std::string& path, bool trust, const JobContext& job);

}  // namespace athena
