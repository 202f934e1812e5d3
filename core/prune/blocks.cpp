// SPDX-License-Identifier: Apache-2.0
#include "core/prune/blocks.h"

#include <ATen/ATen.h>

#include "core/kernels/split.h"
#include "core/prune/magnitude.h"
#include "core/runtime/sparse_layout.h"

namespace athena {

Result<at::Tensor> block_mask(const at::Tensor& weight, double amount) {
  constexpr std::int64_t rows = SparseBlocks::kRows, columns = SparseBlocks::kColumns;
  if (!weight.defined() || weight.dim() != 2 || !at::isFloatingType(weight.scalar_type()))
    return fail(ErrorCode::InvalidArgument, "Only floating-point matrices can be pruned by blocks.");
  const at::NoGradGuard no_grad;
  const std::int64_t n = weight.size(0), k = weight.size(1);
  const std::int64_t down = kernels::ceil_div(n, rows), across = kernels::ceil_div(k, columns);
  const at::Tensor sums = at::constant_pad_nd(weight.abs(), {0, across * columns - k, 0, down * rows - n})
                              .reshape({down, rows, across, columns})
                              .sum(at::IntArrayRef{1, 3});
  ATHENA_ASSIGN(const at::Tensor mask, magnitude_mask(sums, amount));
  return mask.repeat_interleave(rows, 0)
      .repeat_interleave(columns, 1)
      .slice(0, 0, n)
      .slice(1, 0, k)
      .contiguous();
}

}  // namespace athena
