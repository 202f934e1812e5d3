// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include <string>

#include "core/quantize/families.h"

namespace athena {

Result<LinearData> pack_half(const at::Tensor& weight, Scheme scheme) {
  LinearData data{.scheme = scheme, .n = weight.size(0), .k = weight.size(1)};
  data.values = weight.to(scheme == Scheme::Fp16 ? at::kHalf : at::kBFloat16);
  if (const std::int64_t lost = count_not_finite(data.values); lost > 0)
    return fail(ErrorCode::InvalidArgument,
                c10::str(lost, " of ", weight.numel(), " weights are too large for ", name(scheme), "; use ",
                         scheme == Scheme::Fp16 ? "bf16" : "fp32", " for this layer."));
  return data;
}

}  // namespace athena
