// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_weights.h"

#include <ATen/ATen.h>
#include <ATen/core/ivalue_inl.h>

namespace athena {

PackedWeightsHandle packed_weights(const c10::IValue& value) {
  if (!value.isCustomClass()) return {};
  const auto holder = value.toObjectRef().getSlot(0).toCapsule();
  auto* packed = dynamic_cast<PackedWeights*>(holder.get());
  return packed == nullptr ? PackedWeightsHandle() : PackedWeightsHandle::reclaim_copy(packed);
}

void refuse_gradient(const at::Tensor& x, const char* op) {
  TORCH_CHECK(
      !(x.requires_grad() && at::GradMode::is_enabled()), op,
      ": packed weights have no gradients. Run the model under torch.no_grad(), or train it before it is "
      "packed.");
}

std::int64_t PackedWeights::share_tensors(PackedWeights& other) {
  std::int64_t bytes = 0;
  for (at::Tensor* mine : shareable_tensors())
    for (const at::Tensor* theirs : other.shareable_tensors()) {
      if (mine->scalar_type() != theirs->scalar_type() || mine->sizes() != theirs->sizes() ||
          !at::equal(*mine, *theirs))
        continue;
      *mine = *theirs;
      bytes += static_cast<std::int64_t>(mine->nbytes());
      break;
    }
  return bytes;
}

}  // namespace athena
