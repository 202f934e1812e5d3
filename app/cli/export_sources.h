// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "app/cli/job_runner.h"
#include "athena/session.h"

// Where the things lie that a variant is exported from.
namespace athena::cli {

/// The variant's original, at `path` or (empty) where the session saw it last. NotFound: not there;
/// InvalidArgument: another file is.
Result<ModelHandle> open_original(JobRunner& jobs, const Session& session, const Variant& variant,
                                  const std::string& path, bool trust);

/// The data the variant was last measured on, if they still are where the session saw them; else empty.
Result<std::string> measured_data(const JobRunner& jobs, const Session& session, const Variant& variant);

/// A variant and its file.
struct Artefact {
  Variant variant;
  std::string file;
};

/// What the session keeps; where it has lost the file, one made again from the recipe into `remade`.
Result<Artefact> artefact_or_remade(JobRunner& jobs, const Session& session, const Variant& variant,
                                    const ModelHandle& original, const std::string& data,
                                    const std::string& remade);

}  // namespace athena::cli
