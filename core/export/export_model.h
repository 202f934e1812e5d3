// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/parity.h"
#include "athena/types/variant.h"
#include "core/base/job_context.h"

namespace athena {

struct ExportOptions {
  Variant variant;
  std::string artefact;  // the variant's TorchScript file
  std::string original;
  std::string output;  // `OUT.pt`; the report becomes `OUT.pt.json`
  std::string data;    // empty: checked on random inputs
};

/// Copies the artefact beside its place under a temporary name, has a fresh process compare what it gives
/// with what it gives here and with the original, and only then renames it, after its report. On any error
/// nothing is left behind and what stood there before is untouched. Errors: those of loading the files;
/// InvalidArgument: the artefact or the original is not the variant's; Unmet: the fresh process got something
/// else; Io; Cancelled.
Result<ExportReport> export_model(const ExportOptions& options, const JobContext& job);

}  // namespace athena
