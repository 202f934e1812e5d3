// SPDX-License-Identifier: Apache-2.0
// What a saved model finds when libathena_runtime.so is loaded.
#include <torch/custom_class.h>
#include <torch/library.h>

#include "core/runtime/fused_ops.h"
#include "core/runtime/packed_linear.h"
#include "core/runtime/packed_state.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using PackedLinearHandle = c10::intrusive_ptr<PackedLinear>;

at::Tensor linear(const at::Tensor& x, const PackedLinearHandle& weight) { return weight->forward(x); }

at::Tensor linear_activation(const at::Tensor& x, const PackedLinearHandle& weight, std::string_view name) {
  return weight->forward(x, activation_named(name));
}

std::vector<at::Tensor> linears(const at::Tensor& x, const std::vector<PackedLinearHandle>& weights) {
  return PackedLinear::forward_all(x, weights);
}

TORCH_LIBRARY(athena, library) {
  auto packed_linear = library.class_<PackedLinear>("PackedLinear");
  define_packed_weights<PackedLinear>(packed_linear)
      .def("in_features", &PackedLinear::in_features)
      .def("out_features", &PackedLinear::out_features)
      .def("group", &PackedLinear::group)
      .def("unpack", &PackedLinear::unpack)
      .def_pickle([](const PackedLinearHandle& self) { return state_of(self->data()); },
                  [](const PackedState& state) {
                    return value_or_throw(PackedLinear::create(value_or_throw(read_state(state))));
                  });
  library.def("linear(Tensor x, __torch__.torch.classes.athena.PackedLinear weight) -> Tensor", linear);
  library.def(
      "linear_activation(Tensor x, __torch__.torch.classes.athena.PackedLinear weight, str activation) -> "
      "Tensor",
      linear_activation);
  library.def("linears(Tensor x, __torch__.torch.classes.athena.PackedLinear[] weights) -> Tensor[]",
              linears);
  library.def("runtime_version() -> int", [] { return kRuntimeVersion; });
}

}  // namespace
}  // namespace athena
