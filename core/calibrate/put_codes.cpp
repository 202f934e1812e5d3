// SPDX-License-Identifier: Apache-2.0
#include "core/calibrate/put_codes.h"

#include <ATen/ATen.h>

#include <cmath>
#include <optional>

#include "core/calibrate/keep_codes.h"
#include "core/calibrate/static_values.h"
#include "core/graph/attributes.h"
#include "core/graph/blocks.h"
#include "core/graph/flatten.h"
#include "core/runtime/packed_conv.h"

namespace athena {
namespace {

using torch::jit::NamedValue;
using torch::jit::Node;
using torch::jit::Value;

/// Why a value cannot be codes; empty: it can.
std::string refusal(const SeenValue& seen) {
  if (!seen.reached) return "no calibration sample reached it";
  if (!seen.is_float) return "its activations are not fp32";
  if (!seen.is_finite || !std::isfinite(code_range(seen.range).scale))
    return "calibration met NaN or infinite values";
  return {};
}

/// A site with the ranges it is to run with.
struct RangedSite {
  StaticSite site;
  kernels::ConvRanges ranges;
};

class Deciding {
 public:
  Deciding(const torch::jit::Module& flat, const SeenValues& seen) : flat_(flat), seen_(seen) {}

  /// Why the site stays as it is; empty: `ranged` is how it is to run.
  std::string decide(std::size_t index, const SiteValues& numbers, RangedSite& ranged) const {
    StaticSite& site = ranged.site;
    if (!site.why_not.empty()) return site.why_not;
    const SeenValue *added = site.add ? &seen_.values[numbers.added] : nullptr,
                    *end = &seen_.values[numbers.end], &input = seen_.values[numbers.input];
    if (added && input.reached && !(seen_.adds_alike[index] && refusal(*added).empty())) {
      site.add = site.clamp = nullptr;
      site.low = site.high = std::nullopt;
      added = nullptr;
      end = &seen_.values[numbers.without_add];
    }
    for (const SeenValue* value : {&input, end})
      if (std::string why = refusal(*value); !why.empty()) return why;
    if (input.fewest_dimensions != site.dimensions + 2 || input.most_dimensions != site.dimensions + 2)
      return "its input has no batch dimension";
    ranged.ranges.x = code_range(input.range);
    ranged.ranges.y = code_range(end->range);
    if (added) ranged.ranges.add = code_range(added->range);
    return fits(site, ranged.ranges) ? "" : "its results are too small for codes";
  }

 private:
  /// What QuantizedConv::plan asks of the factors that it makes of the scales.
  bool fits(const StaticSite& site, const kernels::ConvRanges& ranges) const {
    const auto weights = find_attribute(flat_, site.weights)->toCustomClass<PackedConv>();
    const LinearData& data = weights->data().weights;
    const float y = ranges.y.scale;
    const float factor = ranges.x.scale * data.scales.max().item<float>() / y;
    const float bias = data.bias.defined() ? data.bias.abs().max().item<float>() / y : 0;
    const float add = ranges.add ? 255 * (ranges.add->scale / y) : 0;
    return std::isfinite(factor) && std::isfinite(bias + 255 + add);
  }

  const torch::jit::Module& flat_;
  const SeenValues& seen_;
};

c10::Symbol op(const char* name) { return c10::Symbol::fromQualString(std::string("athena::") + name); }

/// As the ops take it: scale, zero point.
void append(std::vector<NamedValue>& inputs, kernels::RowRange range) {
  inputs.emplace_back(double(range.scale));
  inputs.emplace_back(std::int64_t(range.zero_point));
}

Value* quantized(Value* x, kernels::RowRange range, Node* before) {
  const torch::jit::WithInsertPoint here(before);
  std::vector<NamedValue> inputs{x};
  append(inputs, range);
  return before->owningGraph()->insert(op("quantize_static"), inputs);
}

/// The operands become codes where the ops took them, since someone may write to them later; the convolution
/// runs at the end of the chain, where both are there.
void put(const RangedSite& ranged) {
  const auto& [site, ranges] = ranged;
  torch::jit::Graph& graph = *site.conv->owningGraph();
  Value* const x = quantized(site.input(), ranges.x, site.conv);
  Value* const added = ranges.add ? quantized(site.added(), *ranges.add, site.add) : nullptr;
  Node* const last = site.end()->node();
  const torch::jit::WithInsertPoint here(last);
  const auto limit = [](std::optional<double> number) {
    return number ? c10::IValue(*number) : c10::IValue();
  };
  std::vector<NamedValue> inputs{x, site.conv->input(1), site.conv->input(2)};
  if (site.padding.empty())
    inputs.emplace_back(site.conv->input(3));
  else
    inputs.emplace_back(c10::IValue(site.padding));
  inputs.emplace_back(site.conv->input(4));
  append(inputs, ranges.x);
  append(inputs, ranges.y);
  inputs.emplace_back(limit(site.low));
  inputs.emplace_back(limit(site.high));
  if (added) {
    inputs.emplace_back(added);
    append(inputs, *ranges.add);
  }
  std::vector<NamedValue> result{graph.insert(op("conv_static"), inputs)};
  append(result, ranges.y);
  replace_node(last, graph.insert(op("dequantize_static"), result));
}

}  // namespace

Result<WithCodes> put_codes(const torch::jit::Module& packed, const SeenValues& seen) {
  WithCodes result;
  ATHENA_ASSIGN(result.module, flatten(packed));
  const std::vector<StaticSite> sites = static_sites(result.module);
  const StaticValues numbers = static_values(result.module, sites);
  const Deciding deciding(result.module, seen);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    RangedSite ranged{sites[i], {}};
    const std::string why = deciding.decide(i, numbers.of[i], ranged);
    if (why.empty()) put(ranged);
    result.sites.push_back({sites[i].weights, why});
  }
  for (const torch::jit::Method& method : result.module.get_methods()) keep_codes(method.graph());
  return result;
}

}  // namespace athena
