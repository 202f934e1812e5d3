// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>
#include <string>

#include "athena/types/result.h"

namespace athena {

/// NotSupported names the kind of a file that its first bytes show not to be a zip archive (ONNX,
/// safetensors, a pickle of old PyTorch, ...); Corruption: an empty file; NotFound, Io.
Status check_file_kind(const std::string& path);

/// NotSupported names the kind of an archive whose records (without the leading folder) are not those of a
/// TorchScript file: .pt2, mobile TorchScript, a pickled module or state dict, another zip file.
Status check_archive_kind(const std::string& path, const std::set<std::string>& records);

}  // namespace athena
