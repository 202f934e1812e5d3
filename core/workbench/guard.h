// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <utility>

#include "athena/types/result.h"

namespace athena {

/// What the exception being handled means for a person; its own words go into the details. For use in a
/// handler only.
Error error_of_current_exception();

/// Calls `body`, which gives a Result, and makes an Error of whatever LibTorch throws in it.
template <typename Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    return std::forward<Body>(body)();
  } catch (...) {
    return tl::make_unexpected(error_of_current_exception());
  }
}

}  // namespace athena
