// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>

#include "core/quantize/families.h"
#include "core/runtime/sparse_layout.h"

namespace athena {

LinearData pack_sparse(const at::Tensor& weight, Scheme scheme) {
  LinearData data{.scheme = scheme, .n = weight.size(0), .k = weight.size(1)};
  const at::Tensor kept = weight.ne(0);
  if (scheme == Scheme::SparseFp32) {
    store_sparse(weight, kept, data);
    return data;
  }
  LinearData dense = pack_int8(weight, Scheme::Int8Dynamic);
  data.scales = dense.scales;
  store_sparse(dense.values, kept, data);
  return data;
}

}  // namespace athena
