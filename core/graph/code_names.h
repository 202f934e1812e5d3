// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace athena {

/// What an operator, a namespace of operators or a form of TorchScript does beyond computing, as in "writes
/// files with aten::save"; none for all other names.
std::optional<std::string> effect_of_name(std::string_view name);

/// The same for a C++ class bound to TorchScript ("quantized.LinearPackedParamsBase"). None also for one that
/// this LibTorch lacks: loading the file will say so.
std::optional<std::string> effect_of_class(const std::string& name);

}  // namespace athena
