// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/fused_ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/kernels/norm/layer_norm.h"
#include "core/kernels/split.h"
#include "core/runtime/max_pool.h"

namespace athena {
namespace {

kernels::Isa isa() {
  static const Result<kernels::Isa> active = kernels::active_isa();
  TORCH_CHECK(active.has_value(), active.error().message);
  return *active;
}

bool plain(const at::Tensor& x) {
  return x.device().is_cpu() && x.layout() == at::kStrided && x.scalar_type() == at::kFloat &&
         !(x.requires_grad() && at::GradMode::is_enabled());
}

bool plain_vector(const std::optional<at::Tensor>& x, std::int64_t k) {
  return !x || (plain(*x) && x->dim() == 1 && x->size(0) == k && x->is_contiguous());
}

bool has_kernel(const at::Tensor& a, const at::Tensor& b, at::IntArrayRef shape,
                const std::optional<at::Tensor>& weight, const std::optional<at::Tensor>& bias) {
  return shape.size() == 1 && plain(a) && plain(b) && a.dim() > 0 && a.sizes() == b.sizes() &&
         a.size(-1) == shape[0] && a.numel() > 0 && plain_vector(weight, shape[0]) &&
         plain_vector(bias, shape[0]);
}

const float* pointer(const std::optional<at::Tensor>& x) { return x ? x->const_data_ptr<float>() : nullptr; }

/// `sum` undefined: not wanted.
void run_layer_norm(const kernels::LayerNorm& norm, const at::Tensor& a, const at::Tensor& b, at::Tensor sum,
                    at::Tensor& y) {
  const at::Tensor left = a.contiguous(), right = b.contiguous();
  const float *from = left.const_data_ptr<float>(), *added = right.const_data_ptr<float>();
  float* kept = sum.defined() ? sum.mutable_data_ptr<float>() : nullptr;
  float* to = y.mutable_data_ptr<float>();
  at::parallel_for(
      0, a.numel() / norm.k, kernels::grain_of(norm.k, kernels::kQuantizeGrain),
      [&](std::int64_t begin, std::int64_t end) { norm.run(from, added, begin, end, kept, to, isa()); });
}

bool is_image(const at::Tensor& x) {
  return x.dim() == 4 && plain(x) && x.numel() > 0 &&
         (x.is_contiguous() || x.is_contiguous(at::MemoryFormat::ChannelsLast));
}

}  // namespace

kernels::Activation activation_named(std::string_view name) {
  if (name == "relu") return kernels::Activation::Relu;
  if (name == "relu6") return kernels::Activation::Relu6;
  if (name == "gelu") return kernels::Activation::GeluErf;
  if (name == "gelu_tanh") return kernels::Activation::GeluTanh;
  if (name == "silu") return kernels::Activation::Silu;
  TORCH_CHECK(false, "unknown activation '", std::string(name),
              "'; known are relu, relu6, gelu, gelu_tanh and silu.");
}

at::Tensor activated(const at::Tensor& y, kernels::Activation activation) {
  switch (activation) {
    case kernels::Activation::None:
      return y;
    case kernels::Activation::Relu:
      return at::relu(y);
    case kernels::Activation::GeluErf:
      return at::gelu(y);
    case kernels::Activation::GeluTanh:
      return at::gelu(y, "tanh");
    case kernels::Activation::Silu:
      return at::silu(y);
    case kernels::Activation::Relu6:
      return at::clamp(y, 0, 6);
  }
  return y;
}

at::Tensor add_layer_norm(const at::Tensor& a, const at::Tensor& b, at::IntArrayRef normalized_shape,
                          const std::optional<at::Tensor>& weight, const std::optional<at::Tensor>& bias,
                          double epsilon) {
  if (!has_kernel(a, b, normalized_shape, weight, bias))
    return at::layer_norm(at::add(a, b), normalized_shape, weight, bias, epsilon);
  at::Tensor y = at::empty(a.sizes(), a.options());
  run_layer_norm({normalized_shape[0], pointer(weight), pointer(bias), static_cast<float>(epsilon)}, a, b, {},
                 y);
  return y;
}

std::tuple<at::Tensor, at::Tensor> add_and_layer_norm(const at::Tensor& a, const at::Tensor& b,
                                                      at::IntArrayRef normalized_shape,
                                                      const std::optional<at::Tensor>& weight,
                                                      const std::optional<at::Tensor>& bias, double epsilon) {
  if (!has_kernel(a, b, normalized_shape, weight, bias)) {
    const at::Tensor sum = at::add(a, b);
    return {sum, at::layer_norm(sum, normalized_shape, weight, bias, epsilon)};
  }
  at::Tensor sum = at::empty(a.sizes(), a.options()), y = at::empty(a.sizes(), a.options());
  run_layer_norm({normalized_shape[0], pointer(weight), pointer(bias), static_cast<float>(epsilon)}, a, b,
                 sum, y);
  return {sum, y};
}

at::Tensor max_pool2d(const at::Tensor& x, at::IntArrayRef kernel_size, at::IntArrayRef stride,
                      at::IntArrayRef padding, at::IntArrayRef dilation, bool ceil_mode, bool relu) {
  const auto stock = [&] {
    const at::Tensor y = at::max_pool2d(x, kernel_size, stride, padding, dilation, ceil_mode);
    return relu ? at::relu(y) : y;
  };
  if (!is_image(x)) return stock();
  auto pool = max_pool_of(x, kernel_size, stride, padding, dilation, ceil_mode);
  if (!pool) return stock();  // which says what is wrong
  pool->rectify = relu;
  return run_max_pool<float>(*pool, x);
}

}  // namespace athena
