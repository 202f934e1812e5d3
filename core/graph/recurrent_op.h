// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/stored_tensor.h"

namespace athena {

/// aten::lstm, aten::gru, aten::rnn_tanh, aten::rnn_relu, and the cells of them.
bool is_recurrent(const torch::jit::Node* node);

/// The stored tensors of a recurrent op, in its own order: of every sublayer and direction w_ih, w_hh, then
/// b_ih and b_hh where there are biases, and w_hr where there is a projection.
struct RecurrentTensors {
  std::vector<StoredTensor> tensors;
  std::string list;  // path of the attribute that holds them as a list (`_flat_weights`); empty: none
};

/// A list's tensors go by the names of the parameters that share their storage. nullopt: one is computed.
std::optional<RecurrentTensors> recurrent_tensors(const torch::jit::Node* node,
                                                  const torch::jit::Module& flat);

/// How a recurrent op's tensors are laid out.
struct RecurrentForm {
  std::int64_t layers = 1, directions = 1;
  bool biases = false;
  bool operator==(const RecurrentForm&) const = default;
};

/// nullopt: the op's options are not constants.
std::optional<RecurrentForm> recurrent_form(const torch::jit::Node* node);

/// True where the op may drop values out, as it does in training.
bool drops_out(const torch::jit::Node* node);

}  // namespace athena
