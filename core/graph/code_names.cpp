// SPDX-License-Identifier: Apache-2.0
#include "core/graph/code_names.h"

#include <torch/custom_class.h>

#include <algorithm>
#include <array>

namespace athena {
namespace {

struct Effect {
  std::string_view name, what;
};

/// Of the operators and forms that LibTorch 2.13 registers, and of torchvision's that read and write files.
constexpr std::array<Effect, 18> kEffects = {{
    {"save", "writes files with aten::save"},
    {"from_file", "reads, and may write, files with aten::from_file"},
    {"read_file", "reads files with image::read_file"},
    {"write_file", "writes files with image::write_file"},
    {"rpc_async", "calls other machines with prim::rpc_async"},
    {"rpc_sync", "calls other machines with prim::rpc_sync"},
    {"rpc_remote", "calls other machines with prim::rpc_remote"},
    {"c10d", "uses the network with operators of c10d"},
    {"_c10d_functional", "uses the network with operators of _c10d_functional"},
    {"_c10d_functional_autograd", "uses the network with operators of _c10d_functional_autograd"},
    {"dist_rpc", "calls other machines with classes of dist_rpc"},
    {"_dtensor", "uses the network with operators of _dtensor"},
    {"symm_mem", "shares memory between processes with operators of symm_mem"},
    {"inductor", "reads and writes raw memory with operators of inductor"},
    {"_alloc_from_pool", "reads and writes raw memory with inductor::_alloc_from_pool"},
    {"_reinterpret_tensor", "reads and writes raw memory with inductor::_reinterpret_tensor"},
    {"resize_storage_bytes_", "reads and writes raw memory with inductor::resize_storage_bytes_"},
    {"_nnapi", "loads a shared library with classes of _nnapi"},
}};

/// Hold numbers only.
constexpr std::array<std::string_view, 6> kHarmless = {"athena.", "quantized.", "rnn.",
                                                       "sparse.", "mkldnn.",    "xnnpack."};

}  // namespace

std::optional<std::string> effect_of_name(std::string_view name) {
  for (const Effect& effect : kEffects)
    if (effect.name == name) return std::string(effect.what);
  return std::nullopt;
}

std::optional<std::string> effect_of_class(const std::string& name) {
  if (std::any_of(kHarmless.begin(), kHarmless.end(), [&](auto prefix) { return name.starts_with(prefix); }))
    return std::nullopt;
  if (!torch::getCustomClass("__torch__.torch.classes." + name)) return std::nullopt;
  return "uses the class torch.classes." + name + ", which does more than hold numbers";
}

}  // namespace athena
