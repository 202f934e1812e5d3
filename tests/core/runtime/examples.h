// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/script.h>

#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_linear.h"

namespace athena::test {

using PackedHandle = c10::intrusive_ptr<PackedLinear>;

/// The ways to store a layer that these tests go through.
inline const std::vector<LinearScheme> kSchemes = {{Scheme::Fp16, 0},
                                                   {Scheme::Bf16, 0},
                                                   {Scheme::Int8Weight, 0},
                                                   {Scheme::Int8Dynamic, 0},
                                                   {Scheme::Int4Weight, 0},
                                                   {Scheme::Int4Weight, 32},
                                                   {Scheme::Int4Dynamic, 0},
                                                   {Scheme::Int4Dynamic, 64},
                                                   {Scheme::Int4Weight, 32, true, false},
                                                   {Scheme::Int4Dynamic, 32, false, true},
                                                   {Scheme::Int4Weight, 64, true, true},
                                                   {Scheme::Int4Dynamic, 0, true, true}};

inline std::string text(LinearScheme scheme) {
  return std::string(name(scheme.scheme)) + ":g=" + std::to_string(scheme.group) +
         (scheme.zero_points ? ":zp" : "") + (scheme.half_scales ? ":scales=fp16" : "");
}

/// Random values that a test can repeat: LibTorch's own generator belongs to the whole process.
class Values {
 public:
  explicit Values(unsigned seed) : engine_(seed) {}
  at::Tensor normal(at::IntArrayRef sizes, double mean = 0, double deviation = 1) {
    at::Tensor tensor = at::empty(sizes, at::kFloat);
    std::normal_distribution<float> next(static_cast<float>(mean), static_cast<float>(deviation));
    float* values = tensor.mutable_data_ptr<float>();
    for (int64_t i = 0; i < tensor.numel(); ++i) values[i] = next(engine_);
    return tensor;
  }

 private:
  std::mt19937 engine_;
};

inline LinearData example_data(LinearScheme scheme, int64_t n, int64_t k, bool bias = true,
                               unsigned seed = 1) {
  Values values(seed);
  const at::Tensor weight = values.normal({n, k}, 0.1, 0.5);
  return pack_linear(weight, bias ? values.normal({n}) : at::Tensor(), scheme).value();
}

inline PackedHandle packed(LinearData data) { return PackedLinear::create(std::move(data)).value(); }

/// The op as TorchScript calls it.
inline at::Tensor linear(const at::Tensor& x, const PackedHandle& weight) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("athena::linear", "")
                             .typed<at::Tensor(const at::Tensor&, const PackedHandle&)>();
  return op.call(x, weight);
}

inline bool same_bits(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == b.scalar_type() && a.sizes() == b.sizes() &&
         at::equal(a.contiguous().view(at::kInt), b.contiguous().view(at::kInt));
}

/// Whether packed weights go with their last handle, which `make` gives.
template <typename Make>
bool goes_with_its_handle(const Make& make) {
  auto handle = make();
  const c10::weak_intrusive_ptr<typename decltype(handle)::element_type> weak(handle);
  const bool is_alone = handle.use_count() == 1;
  handle.reset();
  return is_alone && weak.expired();
}

/// A module that runs packed weights, as an exported model does.
inline torch::jit::Module module_of(const PackedHandle& weight) {
  torch::jit::Module module("Packed");
  module.register_attribute("weight", c10::getCustomClassType<PackedHandle>(), c10::IValue(weight));
  // C++'s compiler of TorchScript knows no ops but LibTorch's own; so this one's graph is made by hand.
  auto graph = std::make_shared<torch::jit::Graph>();
  torch::jit::Value* self = graph->addInput("self")->setType(module.type());
  torch::jit::Value* x = graph->addInput("x");
  torch::jit::Value* attribute = graph->insertGetAttr(self, "weight");
  graph->registerOutput(graph->insert(c10::Symbol::fromQualString("athena::linear"), {x, attribute}));
  const c10::QualifiedName name(*module.type()->name(), "forward");
  module.type()->addMethod(module._ivalue()->compilation_unit()->create_function(name, graph));
  module.define(
      "def scheme(self) -> str:\n"
      "  return self.weight.scheme()\n"
      "def calls(self) -> int:\n"
      "  return self.weight.calls()\n");
  return module;
}

/// ATHENA_FORCE_ISA for the lifetime of this.
class ForceIsa {
 public:
  explicit ForceIsa(std::string_view isa) {
    if (const char* old = std::getenv("ATHENA_FORCE_ISA")) former_ = old;
    ::setenv("ATHENA_FORCE_ISA", std::string(isa).c_str(), 1);
  }
  ~ForceIsa() { ::setenv("ATHENA_FORCE_ISA", former_.c_str(), 1); }
  ForceIsa(const ForceIsa&) = delete;
  ForceIsa& operator=(const ForceIsa&) = delete;

 private:
  std::string former_;  // empty counts as unset
};

}  // namespace athena::test
