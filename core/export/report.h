// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/parity.h"
#include "athena/types/variant.h"

namespace athena {

struct ExportedFile {
  std::string name;  // without its folder
  std::string sha256;
  std::int64_t bytes = 0;
  bool needs_runtime = false;  // it holds ops of libathena_runtime.so
};

/// The JSON that lies beside an exported model, for whoever gets the file without Athena: what was done to
/// which layer, what it needs and how to load it, how it was checked. Documented in export/README.md.
std::string export_report(const ExportedFile& model, const ExportedFile& original, const Variant& variant,
                          const VerifyReport& parity);

}  // namespace athena
