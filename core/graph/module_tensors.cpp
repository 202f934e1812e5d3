// SPDX-License-Identifier: Apache-2.0
#include "core/graph/module_tensors.h"

#include <set>

#include "core/graph/attributes.h"

namespace athena {
namespace {

using c10::ivalue::Object;

void gather(const Object& object, const std::string& path, std::set<const Object*>& seen,
            std::vector<ModuleTensor>& found) {
  const bool again = !seen.insert(&object).second;
  const auto type = object.type();
  for (std::size_t i = 0; i < type->numAttributes(); ++i) {
    const c10::IValue& value = object.getSlot(i);
    const std::string at = join_path(path, type->getAttributeName(i));
    if (value.isTensor() && value.toTensor().defined())
      found.push_back({at, value.toTensor(), type->is_parameter(i), again});
    else if (value.isModule())
      gather(value.toObjectRef(), at, seen, found);
  }
}

}  // namespace

std::vector<ModuleTensor> module_tensors(const torch::jit::Module& root) {
  std::set<const Object*> seen;
  std::vector<ModuleTensor> found;
  gather(*root._ivalue(), "", seen, found);
  return found;
}

}  // namespace athena
