// SPDX-License-Identifier: Apache-2.0
// What a saved model with packed convolutions finds when libathena_runtime.so is loaded.
#include <torch/custom_class.h>
#include <torch/library.h>

#include "core/runtime/conv_state.h"
#include "core/runtime/packed_conv.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using Handle = c10::intrusive_ptr<PackedConv>;

at::Tensor conv(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride, at::IntArrayRef padding,
                at::IntArrayRef dilation) {
  return weight->forward(x, stride, padding, dilation);
}

at::Tensor conv_mode(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                     std::string_view padding, at::IntArrayRef dilation) {
  return weight->forward_mode(x, stride, padding, dilation);
}

at::Tensor conv_transpose(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                          at::IntArrayRef padding, at::IntArrayRef output_padding, at::IntArrayRef dilation) {
  return weight->forward_transposed(x, stride, padding, output_padding, dilation);
}

TORCH_LIBRARY_FRAGMENT(athena, library) {
  auto packed_conv = library.class_<PackedConv>("PackedConv");
  define_packed_weights<PackedConv>(packed_conv)
      .def("in_channels", &PackedConv::in_channels)
      .def("out_channels", &PackedConv::out_channels)
      .def("groups", &PackedConv::groups)
      .def("unpack", &PackedConv::unpack)
      .def_pickle([](const Handle& self) { return state_of(self->data()); },
                  [](const PackedState& state) {
                    return value_or_throw(PackedConv::create(value_or_throw(read_conv_state(state))));
                  });
  library.def(
      "conv(Tensor x, __torch__.torch.classes.athena.PackedConv weight, int[] stride, int[] padding, int[] "
      "dilation) "
      "-> Tensor",
      conv);
  library.def(
      "conv.mode(Tensor x, __torch__.torch.classes.athena.PackedConv weight, int[] stride, str padding, "
      "int[] "
      "dilation) -> Tensor",
      conv_mode);
  library.def(
      "conv_transpose(Tensor x, __torch__.torch.classes.athena.PackedConv weight, int[] stride, int[] "
      "padding, int[] "
      "output_padding, int[] dilation) -> Tensor",
      conv_transpose);
}

}  // namespace
}  // namespace athena
