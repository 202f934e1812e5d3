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

bool spans_overlap(const at::Tensor& a, const at::Tensor& b) {
  if (!a.has_storage() || !b.has_storage() || !a.is_alias_of(b) || a.numel() == 0 || b.numel() == 0)
    return false;
  const auto begin = [](const at::Tensor& tensor) {
    return static_cast<const char*>(tensor.const_data_ptr());
  };
  const auto end = [&](const at::Tensor& tensor) {
    std::int64_t last = 0;
    for (std::int64_t dim = 0; dim < tensor.dim(); ++dim) last += (tensor.size(dim) - 1) * tensor.stride(dim);
    return begin(tensor) + (last + 1) * static_cast<std::int64_t>(tensor.element_size());
  };
  return begin(a) < end(b) && begin(b) < end(a);
}

}  // namespace athena
