// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// What the code in a TorchScript file does beyond computing, read without running any of it. One phrase
/// each, with its place: "writes files with aten::save (code/__torch__/net.py, line 12)". Found are
/// - operators and classes that reach files, the network, other processes, shared libraries or raw memory;
/// - `__setstate__`, which runs while a file is loaded, of classes other than PyTorch's own. (A default
/// argument
///   runs then too, but what it may call is found like any other call.)
/// Names are found however they are written: through aliases, getattr() with a joined or escaped string, in
/// any record the loader would take for code. Errors: Corruption (no archive LibTorch reads, code it cannot
/// split into tokens); NotSupported: an archive of a newer PyTorch.
Result<std::vector<std::string>> code_effects(const std::string& path);

/// NotAllowed, with the effects in the message and one a line in the details, where there are any.
Status refuse_code_effects(const std::string& path);

}  // namespace athena
