// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/check_tensor.h"

#include <ATen/ATen.h>

#include "core/runtime/tensor_bounds.h"

namespace athena {

std::string text(at::IntArrayRef sizes) {
  std::string all = "[";
  for (std::size_t i = 0; i < sizes.size(); ++i) all += (i ? ", " : "") + std::to_string(sizes[i]);
  return all + "]";
}

tl::unexpected<Error> refuse(const std::string& what) {
  return fail(ErrorCode::InvalidArgument,
              "Packed weights: " + what + ". The file is damaged or was not written by Athena.");
}

Status check_tensor(const at::Tensor& tensor, const std::string& name, at::ScalarType dtype,
                    const Sizes& sizes) {
  const std::string wanted = std::string(at::toString(dtype)) + " " + text(sizes);
  if (!tensor.defined()) return refuse("no " + name + ", which should be " + wanted);
  if (!tensor.device().is_cpu() || tensor.layout() != at::kStrided || tensor.scalar_type() != dtype ||
      tensor.sizes() != at::IntArrayRef(sizes))
    return refuse(name + " is " + at::toString(tensor.scalar_type()) + " " + text(tensor.sizes()) +
                  " instead of " + wanted + " on the CPU");
  if (!tensor.is_contiguous() || !lies_in_its_storage(tensor))
    return refuse(name + " does not lie whole and contiguous in its storage");
  return {};
}

}  // namespace athena
