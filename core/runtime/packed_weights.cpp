// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_weights.h"

#include <ATen/core/ivalue_inl.h>

namespace athena {

PackedWeightsHandle packed_weights(const c10::IValue& value) {
  if (!value.isCustomClass()) return {};
  const auto holder = value.toObjectRef().getSlot(0).toCapsule();
  auto* packed = dynamic_cast<PackedWeights*>(holder.get());
  return packed == nullptr ? PackedWeightsHandle() : PackedWeightsHandle::reclaim_copy(packed);
}

}  // namespace athena
