// SPDX-License-Identifier: Apache-2.0
// write_packed IN OUT [NAME]...: packs the matrix `weight` of a TorchScript file by every integer and sparse
// scheme, or by those that are named, for compare_with_torch.py and tests/bench.
#include <torch/script.h>

#include <algorithm>
#include <iostream>

#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_linear.h"

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::vector<std::string> wanted(argv + 3, argv + argc);
  const at::Tensor weight = torch::jit::load(argv[1]).attr("weight").toTensor();
  torch::jit::Module out("Packed");
  for (const auto& [name, scheme] : std::vector<std::pair<std::string, athena::LinearScheme>>{
           {"int8", {athena::Scheme::Int8Dynamic, 0}},
           {"int4", {athena::Scheme::Int4Dynamic, 0}},
           {"int4_g32", {athena::Scheme::Int4Dynamic, 32}},
           {"int4_g128", {athena::Scheme::Int4Dynamic, 128}},
           {"sparse_fp32", {athena::Scheme::SparseFp32, 0}},
           {"sparse_int8", {athena::Scheme::SparseInt8, 0}}}) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) continue;
    const auto data = athena::pack_linear(weight, {}, scheme);
    if (!data) {
      std::cerr << data.error().message << "\n";
      return 1;
    }
    using Handle = c10::intrusive_ptr<athena::PackedLinear>;
    out.register_attribute(name, c10::getCustomClassType<Handle>(),
                           c10::IValue(athena::PackedLinear::create(*data).value()));
  }
  out.save(argv[2]);
  return 0;
}
