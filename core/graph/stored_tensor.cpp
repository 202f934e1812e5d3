// SPDX-License-Identifier: Apache-2.0
#include "core/graph/stored_tensor.h"

#include <set>

#include "core/graph/attributes.h"

namespace athena {
namespace {

/// Ops whose result is their first input's elements, or some of them.
bool passes_on(const torch::jit::Node* node) {
  static const std::set<std::string> ops = {"aten::t",
                                            "aten::transpose",
                                            "aten::permute",
                                            "aten::slice",
                                            "aten::select",
                                            "aten::narrow",
                                            "aten::split",
                                            "aten::chunk",
                                            "aten::view",
                                            "aten::reshape",
                                            "aten::squeeze",
                                            "aten::unsqueeze",
                                            "aten::expand",
                                            "aten::flatten",
                                            "aten::detach",
                                            "aten::to",
                                            "aten::contiguous",
                                            "prim::ConstantChunk",
                                            "prim::ListUnpack",
                                            "aten::unbind",
                                            "aten::split_with_sizes",
                                            "aten::numpy_T",
                                            "prim::unchecked_unwrap_optional",
                                            "prim::TupleUnpack"};
  return ops.count(node->kind().toQualString()) > 0;
}

}  // namespace

std::optional<StoredTensor> stored_tensor(const torch::jit::Value* value, const torch::jit::Module& flat) {
  StoredTensor found;
  while (passes_on(value->node())) {
    const std::string op = value->node()->kind().toQualString();
    if (op != "prim::unchecked_unwrap_optional") found.through = op;
    value = value->node()->input(0);
  }
  found.source = value;
  if (const auto constant = torch::jit::toIValue(value)) {
    if (!constant->isTensor() || !constant->toTensor().defined()) return std::nullopt;
    found.tensor = constant->toTensor();
    return found;
  }
  if (value->node()->kind() != c10::prim::GetAttr) return std::nullopt;
  const auto path = attribute_path(value);
  if (!path) return std::nullopt;
  const auto stored = find_attribute(flat, *path);
  if (!stored || !stored->isTensor() || !stored->toTensor().defined()) return std::nullopt;
  found.path = *path;
  found.tensor = stored->toTensor();
  return found;
}

}  // namespace athena
