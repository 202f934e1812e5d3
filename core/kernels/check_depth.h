// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "athena/types/result.h"

namespace athena::kernels {

/// NotSupported: a sum of more than `most` products could overflow. `op` and `products` name them: "int8
/// linear", "input channels".
inline Status check_depth(const std::string& op, int64_t depth, const std::string& products, int64_t most) {
  if (depth <= most) return {};
  return fail(ErrorCode::NotSupported, op + ": " + std::to_string(depth) + " " + products +
                                           " could overflow an int32 sum; the most is " +
                                           std::to_string(most) + ". Leave this layer in fp32.");
}

}  // namespace athena::kernels
