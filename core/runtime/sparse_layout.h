// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include "core/runtime/linear_data.h"

namespace athena {

/// The values of a sparse scheme are stored in that of four ways which takes the fewest bytes; the tensors
/// that are there tell which.
///
///   dense    values [n, k]
///   mask     values [kept] in the order of [n, k];      mask uint8 [n, ceil(k / 8)]: whether each is
///            kept, low bit first
///   indices  values [kept] in the order of [n, k];      indices uint8 [kept]: k % 256,
///            counts int16 [n, ceil(k / 256)]: how many are kept of each 256 along k
///   blocks   values [kept, 16, 4], zeros beyond [n, k]; mask uint8 [ceil(B / 8)]: whether each of the
///            B = ceil(n / 16) ceil(k / 4) blocks of 16 x 4 is kept, low bit first (sparse-int8 only)
///
/// What is not kept is 0. The pattern 2:4 needs no way of its own: a mask is 4 bits for each 4 weights, as
/// two positions of 2 bits would be, and takes nothing for what is zero beyond the pattern.
struct SparseBlocks {
  static constexpr std::int64_t kRows = 16, kColumns = 4;  // of [n, k]
};

/// Stores `values` [n, k] in `data`, which has its scheme, n and k: those where the bool tensor `kept` [n, k]
/// is true, or the blocks that hold such a one.
void store_sparse(const at::Tensor& values, const at::Tensor& kept, LinearData& data);

/// Whether the values lie in `data` in one of the four ways.
Status check_sparse_layout(const LinearData& data);

/// The values [n, k] of checked data.
at::Tensor dense_values(const LinearData& data);

}  // namespace athena
