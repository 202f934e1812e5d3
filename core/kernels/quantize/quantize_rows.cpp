// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/quantize/quantize_rows.h"

#include <cstring>

#include "core/kernels/quantize/row_kernels.h"
#include "core/kernels/split.h"

namespace athena::kernels {

int64_t code_stride(int64_t k, Codes codes) { return padded_stride(k * code_bytes(codes)); }

size_t quantized_rows_bytes(int64_t m, int64_t k, Codes codes) {
  return RowHeaders::bytes(m) + static_cast<size_t>(m * code_stride(k, codes));
}

void quantize_rows(const float* x, int64_t ldx, int64_t k, int64_t m, int64_t begin, int64_t end, Codes codes,
                   Isa isa, void* workspace) {
  const RowHeaders headers(workspace, m);
  const rows::Kernels& quantizer = rows::find(isa);
  const int64_t stride = code_stride(k, codes), used = k * code_bytes(codes);
  for (int64_t row = begin; row < end; ++row) {
    const float* from = x + row * ldx;
    unsigned char* to = headers.codes + row * stride;
    const RowRange range = rows::range_of(quantizer.scan(from, k));
    const float inverse = 1.0f / range.scale;
    if (codes == Codes::S16)
      quantizer.centred(from, k, inverse, range.zero_point, reinterpret_cast<int16_t*>(to));
    else
      quantizer.codes(from, k, inverse, range.zero_point, to);
    std::memset(to + used, 0, static_cast<size_t>(stride - used));
    headers.scale[row] = range.scale;
    headers.zero_point[row] = range.zero_point;
  }
}

}  // namespace athena::kernels
