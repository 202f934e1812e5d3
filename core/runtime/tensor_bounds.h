// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

namespace athena {

/// Whether all elements of a strided tensor lie within its storage, which LibTorch takes on trust from a
/// file: it compares neither sizes nor strides nor offset with what there is. True of a tensor that has no
/// storage.
bool lies_in_its_storage(const at::Tensor& tensor);

/// Whether two tensors share a storage and neither ends in it before the other begins.
bool spans_overlap(const at::Tensor& a, const at::Tensor& b);

}  // namespace athena
