// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <c10/util/Exception.h>

#include <utility>

#include "athena/types/result.h"

namespace athena {

/// LibTorch's loader learns of errors by exceptions alone.
template <typename T>
T value_or_throw(Result<T> result) {
  TORCH_CHECK(result.has_value(), result.error().message);
  return *std::move(result);
}

}  // namespace athena
