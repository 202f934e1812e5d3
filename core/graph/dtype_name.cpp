// SPDX-License-Identifier: Apache-2.0
#include "core/graph/dtype_name.h"

#include "core/base/lower_case.h"

namespace athena {

std::string dtype_name(c10::ScalarType type) {
  switch (type) {
    case c10::kFloat:
      return "fp32";
    case c10::kHalf:
      return "fp16";
    case c10::kBFloat16:
      return "bf16";
    case c10::kDouble:
      return "fp64";
    case c10::kByte:
      return "uint8";
    case c10::kChar:
      return "int8";
    case c10::kShort:
      return "int16";
    case c10::kInt:
      return "int32";
    case c10::kLong:
      return "int64";
    default:
      return lower_case(c10::toString(type));
  }
}

}  // namespace athena
