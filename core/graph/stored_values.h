// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <optional>
#include <set>
#include <string>

namespace athena {

/// What is known of a flattened module's values before it runs: attributes that no method writes, and views
/// of them by constant sizes and indices.
class StoredValues {
 public:
  explicit StoredValues(const torch::jit::Module& flat);

  /// The tensor, or list of tensors, that `value` is in every run; nullopt: it depends on the run. A view
  /// shares the attribute's memory.
  std::optional<c10::IValue> of(const torch::jit::Value* value) const;
  /// The same where it is a tensor of numbers.
  std::optional<at::Tensor> tensor(const torch::jit::Value* value) const;

  /// The attribute that a stored tensor is, or is a view of; null: it is not of one alone.
  static const torch::jit::Value* origin(const torch::jit::Value* value);

 private:
  const torch::jit::Module& flat_;
  std::set<std::string> written_;
};

/// Whether an op gives nothing but views of its first input.
bool makes_views(const torch::jit::Node* node);

}  // namespace athena
