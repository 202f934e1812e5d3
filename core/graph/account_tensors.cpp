// SPDX-License-Identifier: Apache-2.0
#include "core/graph/account_tensors.h"

#include <algorithm>
#include <map>

#include "core/graph/dtype_name.h"
#include "core/graph/module_tensors.h"
#include "core/runtime/tensor_bounds.h"

namespace athena {
namespace {

/// A tensor of a layer, with what becomes of it.
struct Held {
  const std::string* path;
  at::Tensor tensor;
  const StoredLayer* layer;
};

bool is_weight(const Held& held) {
  const StoredLayer& layer = *held.layer;
  if (*held.path == layer.weight_path) return true;
  return std::any_of(layer.weights.begin(), layer.weights.end(), [&](const at::Tensor& weight) {
    return weight.dim() == 2 && weight.is_same(held.tensor);
  });
}

/// Tensors by the memory that they are in.
class Memory {
 public:
  void add(const at::Tensor& tensor, std::size_t number) {
    numbers_.emplace(place(tensor), std::pair(tensor, number));
  }

  /// Numbers of those that have elements in common with a tensor, or are it.
  std::vector<std::size_t> sharing(const at::Tensor& tensor) const {
    std::vector<std::size_t> numbers;
    const auto [begin, end] = numbers_.equal_range(place(tensor));
    for (auto at = begin; at != end; ++at)
      if (at->second.first.is_same(tensor) || spans_overlap(at->second.first, tensor))
        numbers.push_back(at->second.second);
    return numbers;
  }

 private:
  static const void* place(const at::Tensor& tensor) {
    if (!tensor.has_storage()) return tensor.unsafeGetTensorImpl();
    return tensor.storage().unsafeGetStorageImpl();
  }

  std::multimap<const void*, std::pair<at::Tensor, std::size_t>> numbers_;
};

class Account {
 public:
  explicit Account(const std::vector<StoredLayer>& layers) {
    for (const StoredLayer& layer : layers)
      for (const auto& [path, tensor] : layer.tensors) {
        by_memory_.add(tensor, held_.size());
        held_.push_back({&path, tensor, &layer});
      }
  }

  void add(const std::string& path, const at::Tensor& tensor) {
    TensorInfo info;
    info.path = path;
    info.shape = tensor.sizes().vec();
    info.dtype = dtype_name(tensor.scalar_type());
    info.bytes = tensor.numel() * static_cast<std::int64_t>(tensor.element_size());
    if (const auto owners = listed_.sharing(tensor); !owners.empty()) {
      info.use = TensorUse::Tied;
      info.tied_to = infos_[*std::min_element(owners.begin(), owners.end())].path;
    } else {
      for (const std::size_t number : by_memory_.sharing(tensor)) use(info, held_[number]);
    }
    listed_.add(tensor, infos_.size());
    infos_.push_back(std::move(info));
  }

  /// What the layers hold that no tensor added so far is.
  void add_constants() {
    const Memory attributes = listed_;
    for (const Held& held : held_)
      if (attributes.sharing(held.tensor).empty()) add(*held.path, held.tensor);
  }

  std::vector<TensorInfo> take() { return std::move(infos_); }

 private:
  /// Of several layers that hold it the first counts that compresses it, else the first that reads it.
  static void use(TensorInfo& info, const Held& held) {
    const StoredLayer& layer = *held.layer;
    const bool compressible = layer.info.compressible && is_weight(held);
    if (compressible ? info.use == TensorUse::Compressible : info.use != TensorUse::Unused) return;
    if (layer.unused) return;
    info.use = compressible ? TensorUse::Compressible : TensorUse::Kept;
    info.layer = layer.info.path;
    info.reason = compressible              ? ""
                  : layer.info.compressible ? "Of its layer the weights alone are compressed."
                                            : layer.info.reason;
  }

  std::vector<Held> held_;
  Memory by_memory_, listed_;
  std::vector<TensorInfo> infos_;
};

}  // namespace

std::vector<TensorInfo> account_tensors(const torch::jit::Module& original,
                                        const std::vector<StoredLayer>& layers) {
  Account account(layers);
  for (const ModuleTensor& held : module_tensors(original)) account.add(held.path, held.tensor);
  account.add_constants();
  return account.take();
}

}  // namespace athena
