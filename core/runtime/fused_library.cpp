// SPDX-License-Identifier: Apache-2.0
// The ops that take the place of several of LibTorch's, as a saved model calls them.
#include <torch/library.h>

#include "core/runtime/attention.h"
#include "core/runtime/fused_ops.h"

namespace athena {
namespace {

TORCH_LIBRARY_FRAGMENT(athena, library) {
  library.def(
      "add_layer_norm(Tensor a, Tensor b, int[] normalized_shape, Tensor? weight, Tensor? bias, float eps)"
      " -> Tensor",
      add_layer_norm);
  library.def(
      "add_and_layer_norm(Tensor a, Tensor b, int[] normalized_shape, Tensor? weight, Tensor? bias, float "
      "eps)"
      " -> (Tensor sum, Tensor normalized)",
      add_and_layer_norm);
  library.def("attention(Tensor q, Tensor k, Tensor v, Tensor? mask, float scale) -> Tensor", attention);
  library.def(
      "attention_and_weights(Tensor q, Tensor k, Tensor v, Tensor? mask, float scale, bool average)"
      " -> (Tensor result, Tensor weights)",
      attention_and_weights);
  library.def(
      "max_pool2d(Tensor x, int[] kernel_size, int[] stride, int[] padding, int[] dilation, bool ceil_mode, "
      "bool relu) -> Tensor",
      max_pool2d);
}

}  // namespace
}  // namespace athena
