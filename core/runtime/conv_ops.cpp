// SPDX-License-Identifier: Apache-2.0
// What a saved model with packed convolutions finds when libathena_runtime.so is loaded.
#include <torch/custom_class.h>
#include <torch/library.h>

#include <optional>

#include "core/runtime/conv_state.h"
#include "core/runtime/fused_ops.h"
#include "core/runtime/max_pool.h"
#include "core/runtime/packed_conv.h"
#include "core/runtime/static_codes.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using Handle = c10::intrusive_ptr<PackedConv>;

at::Tensor conv(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride, at::IntArrayRef padding,
                at::IntArrayRef dilation) {
  return weight->forward(x, stride, padding, dilation);
}

at::Tensor conv_activation(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                           at::IntArrayRef padding, at::IntArrayRef dilation, std::string_view name) {
  return weight->forward(x, stride, padding, dilation, activation_named(name));
}

at::Tensor conv_mode(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                     std::string_view padding, at::IntArrayRef dilation) {
  return weight->forward_mode(x, stride, padding, dilation);
}

at::Tensor conv_transpose(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                          at::IntArrayRef padding, at::IntArrayRef output_padding, at::IntArrayRef dilation) {
  return weight->forward_transposed(x, stride, padding, output_padding, dilation);
}

kernels::ConvRanges static_ranges(double x_scale, int64_t x_zero_point, double y_scale, int64_t y_zero_point,
                                  std::optional<double> low, std::optional<double> high) {
  kernels::ConvRanges ranges;
  ranges.x = static_range(x_scale, x_zero_point, "athena::conv_static");
  ranges.y = static_range(y_scale, y_zero_point, "athena::conv_static");
  if (low) ranges.low = static_cast<float>(*low);
  if (high) ranges.high = static_cast<float>(*high);
  return ranges;
}

at::Tensor conv_static(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                       at::IntArrayRef padding, at::IntArrayRef dilation, double x_scale,
                       int64_t x_zero_point, double y_scale, int64_t y_zero_point, std::optional<double> low,
                       std::optional<double> high) {
  return weight->forward_static(x, stride, padding, dilation,
                                static_ranges(x_scale, x_zero_point, y_scale, y_zero_point, low, high));
}

at::Tensor conv_static_add(const at::Tensor& x, const Handle& weight, at::IntArrayRef stride,
                           at::IntArrayRef padding, at::IntArrayRef dilation, double x_scale,
                           int64_t x_zero_point, double y_scale, int64_t y_zero_point,
                           std::optional<double> low, std::optional<double> high, const at::Tensor& add,
                           double add_scale, int64_t add_zero_point) {
  kernels::ConvRanges ranges = static_ranges(x_scale, x_zero_point, y_scale, y_zero_point, low, high);
  ranges.add = static_range(add_scale, add_zero_point, "athena::conv_static");
  TORCH_CHECK(add.defined(), "athena::conv_static: no tensor to add.");
  return weight->forward_static(x, stride, padding, dilation, ranges, add);
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
      "conv_activation(Tensor x, __torch__.torch.classes.athena.PackedConv weight, int[] stride, int[] "
      "padding, int[] dilation, str activation) -> Tensor",
      conv_activation);
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
  library.def("quantize_static(Tensor x, float scale, int zero_point) -> Tensor", quantize_static);
  library.def("dequantize_static(Tensor codes, float scale, int zero_point) -> Tensor", dequantize_static);
  library.def(
      "max_pool2d_static(Tensor codes, int[] kernel_size, int[] stride, int[] padding, int[] dilation, bool "
      "ceil_mode) -> Tensor",
      max_pool2d_static);
  // What the result is clamped to, as numbers, makes a ReLU (0, None) or ReLU6 (0, 6).
  library.def(
      "conv_static(Tensor x, __torch__.torch.classes.athena.PackedConv weight, int[] stride, int[] padding, "
      "int[] dilation, float x_scale, int x_zero_point, float y_scale, int y_zero_point, float? low, float? "
      "high) -> Tensor",
      conv_static);
  library.def(
      "conv_static.add(Tensor x, __torch__.torch.classes.athena.PackedConv weight, int[] stride, int[] "
      "padding, int[] dilation, float x_scale, int x_zero_point, float y_scale, int y_zero_point, float? "
      "low, "
      "float? high, Tensor add, float add_scale, int add_zero_point) -> Tensor",
      conv_static_add);
}

}  // namespace
}  // namespace athena
