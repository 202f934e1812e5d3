// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/kinds.h"
#include "core/quantize/pack_linear.h"
#include "core/runtime/packed_linear.h"

namespace athena {
namespace {

constexpr std::int64_t kManyRows = 1024;

bool skips_zeros(std::string_view kernel) {
  for (const std::string_view part : {"block", "2of4", "sparse"})
    if (kernel.find(part) != std::string_view::npos) return true;
  return false;
}

// What would make an int8 kernel skip zeros on this machine.
std::string pattern_advice() {
  const auto isa = kernels::active_isa();
  return isa && kernels::TwoFourLinear::pays(*isa) ? "prune by the criterion block or 2:4"
                                                   : "prune by the criterion block";
}

// Why a sparse scheme saves no bytes, or no time.
std::string sparse_note(const PackedLinear& packed) {
  const LinearData data = packed.data();
  const std::string_view kernel = packed.kernel_for(kManyRows);
  if (!data.mask.defined() && !data.indices.defined())
    return "Too few of its weights are zero: it is stored dense and runs the dense kernel " +
           std::string(kernel) + ".";
  if (skips_zeros(kernel)) return {};
  return "Its zeros save bytes but no time, too few " +
         std::string(data.scheme == Scheme::SparseInt8
                         ? "blocks of 16 x 4 are zero as a whole (" + pattern_advice() + ", or more)"
                         : "weights are zero (prune more)") +
         ": it runs the dense kernel " + std::string(kernel) + ".";
}

}  // namespace

Result<PackedLayer> pack_linear_layer(const StoredLayer& layer, const std::string& scheme,
                                      const Parameters& parameters) {
  ATHENA_ASSIGN(LinearData data, pack_linear(layer.weight, layer.bias, scheme, parameters));
  const bool sparse = is_sparse(data.scheme);
  ATHENA_ASSIGN(const auto packed, PackedLinear::create(std::move(data)));
  PackedLayer result = packed_layer(
      layer, packed, [](torch::jit::Graph& graph, const LayerSite& site, torch::jit::Value* weights) {
        return graph.insert(c10::Symbol::fromQualString("athena::linear"), {site.node->input(0), weights});
      });
  if (sparse) result.note = sparse_note(*packed);
  return result;
}

}  // namespace athena
