// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/int8_linear/check_weights.h"

#include <algorithm>
#include <string>

#include "core/kernels/check_depth.h"
#include "core/kernels/cpu.h"

namespace athena::kernels {

Status Int8Linear::check_depth(int64_t k) {
  return kernels::check_depth("int8 linear", k, "input channels", kMaxDepth);
}

namespace int8 {

Status check_weights(const Int8Weights& weights, Isa isa) {
  if (weights.n < 0 || weights.k < 0)
    return fail(ErrorCode::InvalidArgument, "int8 linear: negative size of weights; pass [n, k].");
  if ((weights.values == nullptr && weights.n * weights.k > 0) ||
      (weights.scales == nullptr && weights.n > 0))
    return fail(ErrorCode::InvalidArgument, "int8 linear: weights without values or scales; pass both.");
  ATHENA_TRY(Int8Linear::check_depth(weights.k));
  if (!cpu_has(isa))
    return fail(ErrorCode::NotSupported, "int8 linear: this CPU does not have " + std::string(name(isa)) +
                                             "; pack for one of available_isas().");
  const int8_t* end = weights.values + weights.n * weights.k;
  if (std::find(weights.values, end, int8_t{-128}) != end)
    return fail(ErrorCode::InvalidArgument,
                "int8 linear: a weight of -128; symmetric weights are in [-127, 127].");
  return {};
}

}  // namespace int8

}  // namespace athena::kernels
