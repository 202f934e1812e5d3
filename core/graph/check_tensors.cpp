// SPDX-License-Identifier: Apache-2.0
#include "core/graph/check_tensors.h"

#include "core/graph/blocks.h"
#include "core/runtime/tensor_bounds.h"

namespace athena {
namespace {

/// Also of what lists, dictionaries, tuples and objects hold.
bool all_lie_in_their_storage(const c10::IValue& value) {
  bool good = true;
  value.visit([&](const c10::IValue& part) {
    if (part.isTensor()) good &= lies_in_its_storage(part.toTensor());
    return part.isModule();  // those are looked at by themselves
  });
  return good;
}

bool constants_lie_in_their_storage(const torch::jit::Method& method) {
  bool good = true;
  for_each_node(method.graph()->block(), [&](torch::jit::Node* node) {
    if (node->kind() != torch::jit::prim::Constant) return;
    if (const auto value = torch::jit::toIValue(node->output())) good &= all_lie_in_their_storage(*value);
  });
  return good;
}

tl::unexpected<Error> damaged(const std::string& what) {
  return fail(ErrorCode::Corruption, what +
                                         " claims more elements than the file holds of it. The file is "
                                         "damaged; copy or export it again.");
}

}  // namespace

Status check_tensors(const torch::jit::Module& module) {
  for (const auto& attribute : module.named_attributes())
    if (!all_lie_in_their_storage(attribute.value)) return damaged("The tensor '" + attribute.name + "'");
  for (const torch::jit::Module& part : module.modules())
    for (const torch::jit::Method& method : part.get_methods())
      if (!constants_lie_in_their_storage(method))
        return damaged("A constant of the method '" + method.name() + "'");
  return {};
}

}  // namespace athena
