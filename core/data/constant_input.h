// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/ivalue.h>

#include <string>
#include <string_view>

#include "athena/types/result.h"
#include "core/data/data_file.h"

namespace athena {

/// Whether a text is the JSON of something that every sample can be given: a number, true, false, a text in
/// quotes, or a list of whole or of real numbers.
bool is_constant(std::string_view json);

/// What InputSpec::value stands for: int, float, bool, str, List[int] or List[float]; with a dtype a tensor
/// of that type, [] of a number or bool and [n] of a list. InvalidArgument: an unknown dtype, or one of a
/// text; `where`: the data file, for messages.
Result<c10::IValue> constant_input(const InputSpec& input, const std::string& where);

}  // namespace athena
