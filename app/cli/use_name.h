// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/model_info.h"

namespace athena::cli {

inline const char* use_name(TensorUse use) {
  switch (use) {
    case TensorUse::Unused:
      return "unused";
    case TensorUse::Kept:
      return "kept";
    case TensorUse::Compressible:
      return "compressible";
    case TensorUse::Tied:
      return "tied";
  }
  return "";
}

}  // namespace athena::cli
