// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/kernels/int8_linear/int8_linear.h"

namespace athena::kernels::int8 {

/// What Int8Linear::pack refuses.
Status check_weights(const Int8Weights& weights, Isa isa);

}  // namespace athena::kernels::int8
