// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/recurrent_data.h"

#include <array>
#include <utility>

namespace athena {
namespace {

struct Known {
  Recurrence recurrence;
  std::string_view name;
  std::int64_t gates;
};

constexpr std::array<Known, 4> kKnown = {{{Recurrence::Lstm, "lstm", 4},
                                          {Recurrence::Gru, "gru", 3},
                                          {Recurrence::RnnTanh, "rnn_tanh", 1},
                                          {Recurrence::RnnRelu, "rnn_relu", 1}}};
constexpr std::int64_t kMostLayers = 10'000;

tl::unexpected<Error> refuse(const std::string& what) {
  return fail(ErrorCode::InvalidArgument, "Packed weights: " + what + ". The file is damaged.");
}

Status check_sizes(const LinearData& matrix, const std::string& which, std::int64_t n, std::int64_t k) {
  if (matrix.n == n && matrix.k == k) return {};
  return refuse(which + " is [" + std::to_string(matrix.n) + ", " + std::to_string(matrix.k) +
                "] instead of [" + std::to_string(n) + ", " + std::to_string(k) + "]");
}

Status check_sublayer(const RecurrentData& data, std::int64_t layer, std::int64_t direction) {
  const std::int64_t hidden = data.hidden_size(), state = data.state_size();
  const std::int64_t gates = gate_count(data.recurrence) * hidden;
  const std::int64_t inputs = layer == 0 ? data.input_size() : data.directions * state;
  const std::string at = " of sublayer " + std::to_string(layer) + (direction == 1 ? ", reverse," : "");
  ATHENA_TRY(check_sizes(data.matrix(layer, direction, 0), "the input's matrix" + at, gates, inputs));
  ATHENA_TRY(check_sizes(data.matrix(layer, direction, 1), "the state's matrix" + at, gates, state));
  if (!data.projected) return {};
  const LinearData& projection = data.matrix(layer, direction, 2);
  if (projection.bias.defined()) return refuse("a projection with a bias");
  return check_sizes(projection, "the projection" + at, state, hidden);
}

}  // namespace

std::string_view name(Recurrence recurrence) { return kKnown[static_cast<std::size_t>(recurrence)].name; }

std::int64_t gate_count(Recurrence recurrence) { return kKnown[static_cast<std::size_t>(recurrence)].gates; }

Status check(const RecurrentData& data) {
  if (data.layers < 1 || data.layers > kMostLayers || data.directions < 1 || data.directions > 2)
    return refuse(std::to_string(data.layers) + " sublayers in " + std::to_string(data.directions) +
                  " directions");
  if (data.cell && (data.layers != 1 || data.directions != 1 || data.projected))
    return refuse("a cell of more than one sublayer, or with a projection");
  if (data.projected && data.recurrence != Recurrence::Lstm) return refuse("a projection in no LSTM");
  const std::int64_t count = data.layers * data.directions * data.per_direction();
  if (static_cast<std::int64_t>(data.matrices.size()) != count)
    return refuse(std::to_string(data.matrices.size()) + " matrices instead of " + std::to_string(count));
  for (const LinearData& matrix : data.matrices) {
    ATHENA_TRY(check(matrix));
    if (matrix.scheme != data.matrices[0].scheme) return refuse("matrices of more than one scheme");
    if (is_sparse(matrix.scheme) || matrix.scheme == Scheme::Int8Static)
      return refuse("matrices of the scheme " + std::string(name(matrix.scheme)));
  }
  if (data.matrices[0].n % gate_count(data.recurrence) != 0) return refuse("gates of unequal sizes");
  if (!data.projected && data.state_size() != data.hidden_size())
    return refuse("a state of another size than the gates without a projection");
  for (std::int64_t layer = 0; layer < data.layers; ++layer)
    for (std::int64_t direction = 0; direction < data.directions; ++direction)
      ATHENA_TRY(check_sublayer(data, layer, direction));
  return {};
}

RecurrentState state_of(const RecurrentData& data) {
  std::vector<PackedState> matrices;
  for (const LinearData& matrix : data.matrices) matrices.push_back(state_of(matrix));
  return {std::string(name(data.recurrence)),
          {kFirstPackedFormat, data.cell, data.layers, data.directions, data.projected},
          std::move(matrices)};
}

Result<RecurrentData> read_recurrent(const RecurrentState& state) {
  const auto& [recurrence, numbers, matrices] = state;
  ATHENA_TRY(check_format(numbers));
  if (numbers.size() != 5) return refuse(std::to_string(numbers.size()) + " numbers instead of 5");
  for (const std::size_t flag : {1, 4})
    if (numbers[flag] != 0 && numbers[flag] != 1) return refuse("a flag that is neither 0 nor 1");
  RecurrentData data;
  bool known = false;
  for (const Known& entry : kKnown)
    if (entry.name == recurrence) data.recurrence = entry.recurrence, known = true;
  if (!known) return fail(ErrorCode::NotSupported, "Packed weights of a recurrence '" + recurrence + "'.");
  data.cell = numbers[1] == 1;
  data.layers = numbers[2];
  data.directions = numbers[3];
  data.projected = numbers[4] == 1;
  for (const PackedState& matrix : matrices) {
    ATHENA_ASSIGN(data.matrices.emplace_back(), read_state(matrix));
  }
  ATHENA_TRY(check(data));
  return data;
}

}  // namespace athena
