// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "core/kernels/isa.h"

namespace athena::kernels {

/// How a kernel wants its activations: U8 are the codes of quantize_row_u8, S16 are less their zero point.
enum class Codes { U8, S16 };

constexpr int64_t code_bytes(Codes codes) { return codes == Codes::U8 ? 1 : 2; }

/// Bytes from one row of codes to the next.
int64_t code_stride(int64_t k, Codes codes);

/// Bytes of a workspace of m rows: RowHeaders, then the codes.
size_t quantized_rows_bytes(int64_t m, int64_t k, Codes codes);

/// Rows [begin, end) of x[m, k] into the workspace, padded with zeros; ldx is the distance of rows in floats.
void quantize_rows(const float* x, int64_t ldx, int64_t k, int64_t m, int64_t begin, int64_t end, Codes codes,
                   Isa isa, void* workspace);

}  // namespace athena::kernels
