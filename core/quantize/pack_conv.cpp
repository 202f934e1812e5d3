// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/pack_conv.h"

#include <ATen/ATen.h>

#include "core/quantize/pack_linear.h"

namespace athena {

Result<ConvData> pack_conv(const at::Tensor& weight, const at::Tensor& bias, ConvGroups groups,
                           std::string_view scheme, const Parameters& parameters) {
  if (!weight.defined() || weight.dim() < 3 || weight.dim() > 5 || weight.numel() == 0)
    return fail(ErrorCode::InvalidArgument,
                "The weights of a convolution must have 3 to 5 dimensions, none of them empty.");
  if (groups.transposed && groups.groups != 1)
    return fail(ErrorCode::NotSupported, "A transposed convolution in groups cannot be packed.");
  const at::Tensor rows = groups.transposed ? weight.transpose(0, 1) : weight;
  ConvData data{.groups = groups.groups, .transposed = groups.transposed};
  ATHENA_ASSIGN(data.weights, pack_linear(rows.flatten(1), bias, scheme, parameters));
  data.kernel = weight.sizes().slice(2).vec();
  ATHENA_TRY(check(data));
  return data;
}

}  // namespace athena
