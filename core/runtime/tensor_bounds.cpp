// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/tensor_bounds.h"

#include <cstdint>
#include <limits>

namespace athena {

bool lies_in_its_storage(const at::Tensor& tensor) {
  if (!tensor.defined() || tensor.layout() != at::kStrided || !tensor.has_storage()) return true;
  const auto room = static_cast<__int128>(tensor.storage().nbytes() / tensor.element_size());
  __int128 last = tensor.storage_offset();
  bool empty = false;
  if (last < 0) return false;
  for (std::int64_t dim = 0; dim < tensor.dim(); ++dim) {
    if (tensor.size(dim) < 0 || tensor.stride(dim) < 0) return false;
    empty |= tensor.size(dim) == 0;
    last += static_cast<__int128>(tensor.size(dim) - 1) * tensor.stride(dim);
    if (last > std::numeric_limits<std::int64_t>::max()) return false;
  }
  return empty || last < room;
}

}  // namespace athena
