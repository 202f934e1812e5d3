// SPDX-License-Identifier: Apache-2.0
#include "core/train/trainable_copy.h"

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace athena {
namespace {

using Sizes = std::vector<std::int64_t>;
/// Equal for tensors that a file ties, though LibTorch may load them as two objects over one storage.
using Identity = std::tuple<const void*, std::int64_t, at::ScalarType, Sizes, Sizes>;

Identity identity_of(const at::Tensor& tensor) {
  return {tensor.storage().unsafeGetStorageImpl(), tensor.storage_offset(), tensor.scalar_type(),
          tensor.sizes().vec(), tensor.strides().vec()};
}

class Copier {
 public:
  void copy(const c10::intrusive_ptr<c10::ivalue::Object>& object) {
    if (!seen_.insert(object.get()).second) return;
    const c10::ClassTypePtr type = object->type();
    for (std::size_t i = 0; i < type->numAttributes(); ++i) {
      const c10::IValue value = object->getSlot(i);
      if (value.isObject() && type->getAttribute(i)->cast<c10::ClassType>() &&
          value.toObjectRef().type()->is_module())
        copy(value.toObject());
      else if (value.isTensor() && value.toTensor().defined())
        object->setSlot(i, copy_of(value.toTensor(), type->is_parameter(i)));
      else if (value.isTensorList())
        object->setSlot(i, copy_of(value.toTensorList()));
    }
  }

 private:
  /// An LSTM reads its parameters through such a list: the copies are the parameters' own.
  c10::List<at::Tensor> copy_of(const c10::List<at::Tensor>& tensors) {
    c10::List<at::Tensor> copies;
    for (const at::Tensor& tensor : tensors.vec())
      copies.push_back(tensor.defined() ? copy_of(tensor, /*parameter=*/false) : tensor);
    return copies;
  }

  at::Tensor copy_of(const at::Tensor& tensor, bool parameter) {
    if (!tensor.has_storage()) return tensor;
    at::Tensor& copy = copies_[identity_of(tensor)];
    if (!copy.defined()) copy = tensor.detach().clone();
    const bool trains = copy.scalar_type() == at::kFloat || copy.scalar_type() == at::kDouble;
    if (parameter && trains) copy.requires_grad_();
    return copy;
  }

  std::set<const c10::ivalue::Object*> seen_;
  std::map<Identity, at::Tensor> copies_;
};

}  // namespace

void make_trainable_copies(torch::jit::Module& module) {
  const at::NoGradGuard no_grad;
  Copier().copy(module._ivalue());
}

}  // namespace athena
