// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// What a TorchScript file's archive holds beside the model.
struct ArchiveContents {
  std::vector<std::string> extra_files;  // names under extra/
};

/// Reads every record of a TorchScript archive against its CRC-32, which LibTorch does not check.
/// NotFound; Io; Corruption: empty, truncated, a record whose bytes have changed or whose size is another
/// (named), names that lead out of the archive or occur twice, sizes that no model unpacks to; NotSupported:
/// a file of another kind, named, with what to do about it: ONNX, safetensors, .pt2, mobile TorchScript, a
/// pickled module or state dict (how to script it), or no model at all.
Result<ArchiveContents> check_archive(const std::string& path);

/// The same without reading the records: for a file whose bytes are compared otherwise.
Result<ArchiveContents> list_archive(const std::string& path);

}  // namespace athena
