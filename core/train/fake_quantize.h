// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

namespace athena {

/// What activations become when each row is quantized to u8 by kernels::quantize_row_u8.
struct FakeQuantized {
  at::Tensor values;  // (code - zero point) * scale: float, of x's shape
  at::Tensor inside;  // bool: the value was rounded and not clipped, so a gradient passes
};

/// x: float, contiguous, rows along its last dimension. A row that has no range (NaN, Inf) becomes NaN.
FakeQuantized fake_quantize_rows(const at::Tensor& x);

}  // namespace athena
