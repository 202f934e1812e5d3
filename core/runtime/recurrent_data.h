// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "athena/types/result.h"
#include "core/runtime/linear_data.h"
#include "core/runtime/packed_state.h"

namespace athena {

enum class Recurrence { Lstm, Gru, RnnTanh, RnnRelu };

/// "lstm", "gru", "rnn_tanh" or "rnn_relu".
std::string_view name(Recurrence recurrence);

/// Gates of one step: 4, 3, 1 and 1.
std::int64_t gate_count(Recurrence recurrence);

/// The weights of a recurrent layer with all its sublayers, or of a cell. With H the hidden size, G the gates
/// (in LibTorch's order), D the directions, and S the length of the state that a step gives (the projection's
/// or else H), sublayer l of direction d has at matrices[(l D + d) M ...]:
///
///   w_ih [G H, I]   I = the input's length for l = 0, else D S;  bias b_ih or none
///   w_hh [G H, S]   bias b_hh or none
///   w_hr [S, H]     only with a projection (M = 3, else 2); no bias
///
/// All of one scheme.
struct RecurrentData {
  Recurrence recurrence = Recurrence::Lstm;
  bool cell = false;  // one step of one sublayer; tells the layer's kind
  std::int64_t layers = 1, directions = 1;
  bool projected = false;
  std::vector<LinearData> matrices{};

  std::int64_t per_direction() const { return projected ? 3 : 2; }
  const LinearData& matrix(std::int64_t layer, std::int64_t direction, std::int64_t which) const {
    return matrices[static_cast<std::size_t>((layer * directions + direction) * per_direction() + which)];
  }
  std::int64_t input_size() const { return matrices[0].k; }
  std::int64_t hidden_size() const { return matrices[0].n / gate_count(recurrence); }
  std::int64_t state_size() const { return matrices[1].k; }
};

/// Whether all of the above holds. InvalidArgument says what does not.
Status check(const RecurrentData& data);

/// What a file holds of it:
///   the recurrence's name
///   [format version, cell (0, 1), layers, directions, projected (0, 1)]
///   the matrices, as PackedLinear's are held
using RecurrentState = std::tuple<std::string, std::vector<std::int64_t>, std::vector<PackedState>>;

RecurrentState state_of(const RecurrentData& data);
/// Checked. InvalidArgument: damaged; NotSupported: from a newer runtime.
Result<RecurrentData> read_recurrent(const RecurrentState& state);

}  // namespace athena
