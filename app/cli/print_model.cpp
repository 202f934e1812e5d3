// SPDX-License-Identifier: Apache-2.0
#include "app/cli/print_model.h"

#include <algorithm>

#include "app/cli/byte_share.h"
#include "app/cli/format.h"
#include "app/cli/table.h"
#include "app/cli/use_name.h"

namespace athena::cli {
namespace {

std::string counted(int count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void print_method(const MethodInfo& method, std::ostream& out) {
  std::string arguments;
  for (const ArgumentInfo& argument : method.arguments)
    arguments += (arguments.empty() ? "" : ", ") + argument.name + ": " + argument.type +
                 (argument.has_default ? " = ..." : "");
  out << "  " << method.name << "(" << arguments << ") -> " << method.returns << "  "
      << counted(method.ifs, "if") << " (" << method.ifs_folded << " decided by constants), "
      << counted(method.loops, "loop") << "\n";
}

/// "2 (1 in if@12/then)": where the weight is used.
std::string sites_text(const LayerInfo& layer) {
  const auto inside = std::count_if(layer.sites.begin(), layer.sites.end(),
                                    [](const Site& site) { return !site.block.empty(); });
  std::string text = std::to_string(layer.sites.size());
  if (inside > 0) text += ", " + std::to_string(inside) + " in blocks";
  return text;
}

std::string remark_of(const LayerInfo& layer) {
  if (!layer.tied_to.empty()) return "shares the storage of " + layer.tied_to;
  return layer.compressible ? "" : layer.reason;
}

/// Without the blocks around it: "if@3/then" of "loop@2/if@3/then".
std::string own_name(const std::string& block) {
  const auto before = block.rfind('/', block.rfind('@'));
  return before == std::string::npos ? block : block.substr(before + 1);
}

void print_item(const OutlineItem& item, std::ostream& out) {
  const auto depth = std::count(item.block.begin(), item.block.end(), '@') - (item.op.empty() ? 1 : 0);
  out << "  " << std::string(static_cast<std::size_t>(2 * depth), ' ');
  if (item.op.empty())
    out << own_name(item.block) << "  " << counted(item.ops, "op") << "\n";
  else
    out << item.layer << "  " << item.op << "\n";
}

/// "62 tensors: 20 compressible, 40 kept, 2 tied".
std::string tensors_text(const ModelInfo& model) {
  std::string text = counted(static_cast<int>(model.tensors.size()), "tensor"), uses;
  for (const TensorUse use : {TensorUse::Compressible, TensorUse::Kept, TensorUse::Tied, TensorUse::Unused})
    if (const auto count = model.count(use); count > 0)
      uses += (uses.empty() ? ": " : ", ") + std::to_string(count) + " " + use_name(use);
  return text + uses;
}

}  // namespace

void print_outline(const ModelOutline& outline, std::ostream& out) {
  for (const MethodOutline& method : outline.methods) {
    out << method.method << "\n";
    for (const OutlineItem& item : method.items) print_item(item, out);
  }
}

void print_model(const ModelInfo& model, std::ostream& out) {
  out << model.path << "  " << bytes_text(model.file_bytes) << ", weights " << bytes_text(model.weight_bytes)
      << ", SHA-256 " << model.hash << (model.training ? ", saved in training mode" : "") << "\n";
  for (const MethodInfo& method : model.methods) print_method(method, out);
  out << "\n";
  Table table({{"layer"},
               {"kind"},
               {"shape"},
               {"dtype"},
               {"bytes", Align::Right},
               {"of bytes", Align::Right},
               {"of time", Align::Right},
               {"used"},
               {"remark"}});
  for (const LayerInfo& layer : model.layers)
    table.add({layer.path, layer.kind, shape_text(layer.weight_shape), layer.dtype, bytes_text(layer.bytes),
               percent_text(byte_share(layer, model)),
               layer.time_share ? percent_text(*layer.time_share) : "-", sites_text(layer),
               remark_of(layer)});
  table.print(out);
  out << "\n" << tensors_text(model) << "\n";
}

void print_tensors(const ModelInfo& model, std::ostream& out) {
  Table table({{"tensor"}, {"shape"}, {"dtype"}, {"bytes", Align::Right}, {"use"}, {"layer"}, {"remark"}});
  for (const TensorInfo& tensor : model.tensors)
    table.add({tensor.path, shape_text(tensor.shape), tensor.dtype, bytes_text(tensor.bytes),
               use_name(tensor.use), tensor.layer,
               tensor.use == TensorUse::Tied ? "shares the memory of " + tensor.tied_to : tensor.reason});
  table.print(out);
  out << "\n" << tensors_text(model) << "\n";
}

}  // namespace athena::cli
