// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Dict.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "athena/types/result.h"
#include "core/runtime/linear_data.h"

namespace athena {

/// What a file holds of a PackedLinear, plain enough to be read without Athena:
///   [format version, n, k, group]: 2 with half scales, else 1, which older runtimes read too
///   the scheme's name
///   "values", and where there are any "scales", "zero_points", "mask", "indices", "counts", "bias":
///   LinearData's tensors
using PackedState = std::tuple<std::vector<std::int64_t>, std::string, c10::Dict<std::string, at::Tensor>>;

constexpr std::int64_t kFirstPackedFormat = 1, kPackedFormat = 2;

/// Of the numbers that every stored state begins with the first: the format's version. InvalidArgument: there
/// is none; NotSupported: from a newer runtime.
Status check_format(const std::vector<std::int64_t>& numbers);

PackedState state_of(const LinearData& data);

/// Not yet checked tensor by tensor: PackedLinear::create does that.
/// InvalidArgument: damaged; NotSupported: from a newer runtime, or of a scheme this one does not know.
Result<LinearData> read_state(const PackedState& state);

}  // namespace athena
