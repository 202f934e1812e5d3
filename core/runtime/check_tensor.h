// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/result.h"

// Doubts about tensors that a file brings along.
namespace athena {

using Sizes = std::vector<std::int64_t>;

/// InvalidArgument that says what is wrong with packed weights.
tl::unexpected<Error> refuse(const std::string& what);

/// Whether the tensor is on the CPU, contiguous, of this dtype and these sizes, and lies in its storage.
Status check_tensor(const at::Tensor& tensor, const std::string& name, at::ScalarType dtype,
                    const Sizes& sizes);

/// "[2, 3]".
std::string text(at::IntArrayRef sizes);

}  // namespace athena
