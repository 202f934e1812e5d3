// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_linear.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/library.h>

#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_linear.h"
#include "core/train/fake_quantize.h"

namespace athena {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

template <typename T>
T value_or_throw(Result<T> result) {
  TORCH_CHECK(result.has_value(), result.error().message);
  return *std::move(result);
}

// What the forward pass computes, and what its gradients need.
struct Forward {
  at::Tensor y;
  at::Tensor x, weight;  // as multiplied
  at::Tensor inside;     // where x passes its gradient; undefined: everywhere
};

Forward run(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
            const std::optional<LinearScheme>& scheme) {
  if (!scheme) return {at::linear(x, weight, bias), x, weight, {}};
  const auto packed =
      value_or_throw(PackedLinear::create(value_or_throw(pack_linear(weight, bias, *scheme))));
  Forward out{packed->forward(x), x, packed->unpack(), {}};
  if (multiplies_integers(scheme->scheme)) {
    const FakeQuantized seen = fake_quantize_rows(x.contiguous());
    out.x = seen.values;
    out.inside = seen.inside;
  }
  return out;
}

class FakeQuantizedLinear : public torch::autograd::Function<FakeQuantizedLinear> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const std::optional<at::Tensor>& bias, std::optional<LinearScheme> scheme,
                            const std::optional<at::Tensor>& mask) {
    const at::Tensor kept = mask ? weight * *mask : weight;
    Forward out = run(x, kept, bias.value_or(at::Tensor()), scheme);
    context->save_for_backward({out.x, out.weight, out.inside, mask.value_or(at::Tensor())});
    context->saved_data["has_bias"] = bias.has_value();
    return out.y;
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const variable_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1], &inside = saved[2], &mask = saved[3];
    const at::Tensor& dy = gradients[0];
    const at::Tensor rows = dy.reshape({-1, weight.size(0)});
    at::Tensor dx, dweight, dbias;
    if (context->needs_input_grad(0)) {
      dx = at::matmul(dy, weight);
      if (inside.defined()) dx = dx * inside;
    }
    if (context->needs_input_grad(1)) {
      dweight = at::matmul(rows.t(), x.reshape({-1, weight.size(1)}));
      if (mask.defined()) dweight = dweight * mask;
    }
    if (context->saved_data["has_bias"].toBool()) dbias = rows.sum(0);
    return {dx, dweight, dbias, {}, {}};
  }
};

void check(const at::Tensor& x, const at::Tensor& weight, const std::optional<at::Tensor>& mask) {
  TORCH_CHECK(x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat,
              "athena_train::linear: inputs and weights must be fp32; they are ", x.scalar_type(), " and ",
              weight.scalar_type(), ".");
  TORCH_CHECK(weight.dim() == 2 && x.dim() >= 1 && x.size(-1) == weight.size(1),
              "athena_train::linear: inputs of shape ", x.sizes(), " do not fit weights of shape ",
              weight.sizes(), ".");
  TORCH_CHECK(!mask || (mask->scalar_type() == at::kBool && mask->sizes() == weight.sizes()),
              "athena_train::linear: the mask must be bool, of the weights' shape.");
}

at::Tensor linear_op(const at::Tensor& x, const at::Tensor& weight, const std::optional<at::Tensor>& bias,
                     std::string_view scheme, std::int64_t group, bool zp, bool half_scales,
                     const std::optional<at::Tensor>& mask) {
  return training_linear(x, weight, bias, {scheme, group, zp, half_scales}, mask);
}

TORCH_LIBRARY(athena_train, library) {
  library.def(
      "linear(Tensor x, Tensor weight, Tensor? bias, str scheme, int group, bool zp, "
      "bool half_scales, Tensor? mask) -> Tensor",
      linear_op);
}

}  // namespace

at::Tensor training_linear(const at::Tensor& x, const at::Tensor& weight,
                           const std::optional<at::Tensor>& bias, const TrainingScheme& scheme,
                           const std::optional<at::Tensor>& mask) {
  check(x, weight, mask);
  std::optional<LinearScheme> stored;
  if (scheme.name != "fp32")
    stored = value_or_throw(
        linear_scheme(scheme.name, {{"g", scheme.group},
                                    {"zp", scheme.zero_points},
                                    {"scales", std::string(scheme.half_scales ? "fp16" : "fp32")}}));
  // With the mask on the weights, leaving zeros out changes nothing but the order of fp32 sums.
  if (stored && stored->scheme == Scheme::SparseInt8) stored->scheme = Scheme::Int8Dynamic;
  if (stored && stored->scheme == Scheme::SparseFp32) stored.reset();
  return FakeQuantizedLinear::apply(x, weight, bias, stored, mask);
}

c10::Symbol training_linear_symbol() { return c10::Symbol::fromQualString("athena_train::linear"); }

}  // namespace athena
