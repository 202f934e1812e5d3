// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string_view>

#include "athena/types/recipe.h"
#include "athena/types/result.h"
#include "core/runtime/conv_data.h"

namespace athena {

/// What a convolution's ops say beside its weights.
struct ConvGroups {
  std::int64_t groups = 1;
  bool transposed = false;
};

/// pack_linear of the weights of each output channel. weight [n, channels, taps...], transposed [channels, n,
/// taps...], with one to three dimensions of taps; bias [n] or undefined. Errors: those of pack_linear; and
/// InvalidArgument for other shapes, NotSupported for a transposed convolution in groups.
Result<ConvData> pack_conv(const at::Tensor& weight, const at::Tensor& bias, ConvGroups groups,
                           std::string_view scheme, const Parameters& parameters);

}  // namespace athena
