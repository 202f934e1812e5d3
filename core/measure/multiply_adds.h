// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace athena {

/// How the multiply-adds of an op follow from the shapes it meets. A multiply-add is one of a matrix
/// product's, a convolution's or a recurrent layer's; scaling element by element (norms, PReLU, gates) and
/// looking up rows are none.
struct MultiplyAddRule {
  enum class Kind {
    Matmul,
    Convolution,
    TransposedConvolution,
    Bilinear,
    Recurrent,
    Cell,
    Attention,
    Einsum
  };
  Kind kind{};
  std::vector<int> operands;  // inputs that are tensors and count, in the order that count() takes them
  int list = -1;              // input that is a list of tensors and counts; -1: none
  std::string equation{};     // of an einsum
};

/// nullopt: the op multiplies nothing in that sense, or in a way that is not known.
std::optional<MultiplyAddRule> multiply_add_rule(const torch::jit::Node* node);

/// Exact, for one call. `operands` and `list` are those of the rule, `output` is the op's first.
std::int64_t count_multiply_adds(const MultiplyAddRule& rule, const std::vector<at::Tensor>& operands,
                                 const std::vector<at::Tensor>& list, const at::Tensor& output);

}  // namespace athena
