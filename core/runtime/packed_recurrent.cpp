// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_recurrent.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/kernels/split.h"

namespace athena {
namespace {

/// Gate values below which a second thread costs more than it saves.
constexpr std::int64_t kGateGrain = std::int64_t{1} << 13;

void check_tensor(const at::Tensor& tensor, const char* what) {
  TORCH_CHECK(tensor.defined() && tensor.device().is_cpu() && at::isFloatingType(tensor.scalar_type()),
              "athena: ", what, " of a recurrent layer must be a floating-point tensor on the CPU.");
  refuse_gradient(tensor, "athena");
}

void check_state(const at::Tensor& state, const char* what, at::IntArrayRef sizes) {
  check_tensor(state, what);
  TORCH_CHECK(state.sizes() == sizes, "athena: ", what, " of shape ", state.sizes(),
              " for a recurrent layer that expects ", sizes, ".");
}

/// A contiguous fp32 copy, which the run may change.
at::Tensor own(const at::Tensor& tensor) {
  return at::empty(tensor.sizes(), at::kFloat).copy_(tensor.detach());
}

std::vector<std::int64_t> sizes_of(const at::Tensor& batch_sizes, std::int64_t rows) {
  TORCH_CHECK(batch_sizes.defined() && batch_sizes.device().is_cpu() && batch_sizes.dim() == 1 &&
                  batch_sizes.scalar_type() == at::kLong && batch_sizes.numel() > 0,
              "athena: the batch sizes of a packed sequence must be int64 of one dimension on the CPU.");
  const at::Tensor contiguous = batch_sizes.contiguous();
  const auto* begin = contiguous.const_data_ptr<std::int64_t>();
  std::vector<std::int64_t> sizes(begin, begin + contiguous.numel());
  const bool falling = std::is_sorted(sizes.rbegin(), sizes.rend()) && sizes.back() > 0;
  TORCH_CHECK(falling && sizes.front() <= rows &&
                  std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}) == rows,
              "athena: the batch sizes of a packed sequence must fall, be above 0 and add up to its ", rows,
              " rows.");
  return sizes;
}

}  // namespace

/// What one direction of a sublayer reads and writes; steps lie one after another.
struct PackedRecurrent::Sequence {
  const at::Tensor& x;  // [rows, I]
  const std::vector<std::int64_t>& batch_sizes;
  at::Tensor hidden;  // [B, S], from the first state to the last
  at::Tensor cell;    // [B, H], of an LSTM
  at::Tensor output;  // [rows, S], strided
};

Result<c10::intrusive_ptr<PackedRecurrent>> PackedRecurrent::create(RecurrentData data) {
  ATHENA_TRY(check(data));
  ATHENA_ASSIGN(const kernels::Isa isa, kernels::active_isa());
  auto packed = c10::intrusive_ptr<PackedRecurrent>::unsafe_steal_from_new(
      new PackedRecurrent(std::move(data), kernels::recurrent_kernels(isa)));
  std::vector<LinearData>& matrices = packed->data_.matrices;
  const auto count = static_cast<std::size_t>(packed->data_.per_direction());
  for (std::size_t first = 0; first < matrices.size(); first += count) {
    std::vector<c10::intrusive_ptr<PackedLinear>> linears(3);
    for (std::size_t i = 0; i < count; ++i) {
      ATHENA_ASSIGN(linears[i], PackedLinear::create(std::move(matrices[first + i])));
      matrices[first + i] = linears[i]->data();
    }
    packed->sublayers_.push_back({linears[0], linears[1], linears[2]});
  }
  return packed;
}

void PackedRecurrent::apply_gates(const float* x, const float* h, float* cell, float* hidden) const {
  const std::int64_t size = data_.hidden_size();
  switch (data_.recurrence) {
    case Recurrence::Lstm:
      return kernels_.lstm(x, h, size, cell, hidden);
    case Recurrence::Gru:
      return kernels_.gru(x, h, size, hidden);
    case Recurrence::RnnTanh:
      return kernels_.rnn_tanh(x, h, size, hidden);
    case Recurrence::RnnRelu:
      return kernels_.rnn_relu(x, h, size, hidden);
  }
}

// A sequence that has ended, or in reverse has not begun, is beyond the rows of a step: its state stays.
void PackedRecurrent::run_direction(const Sublayer& sublayer, const Sequence& sequence, bool reverse) const {
  const std::int64_t size = data_.hidden_size(), gates = gate_count(data_.recurrence) * size;
  const at::Tensor from_input = sublayer.input->forward(sequence.x);  // [rows, gates]
  const at::Tensor unprojected =
      data_.projected ? at::empty({sequence.hidden.size(0), size}, at::kFloat) : sequence.hidden;
  auto* cell = sequence.cell.defined() ? sequence.cell.mutable_data_ptr<float>() : nullptr;
  auto* hidden = unprojected.mutable_data_ptr<float>();
  const auto steps = static_cast<std::int64_t>(sequence.batch_sizes.size());
  std::int64_t row = reverse ? sequence.x.size(0) : 0;
  for (std::int64_t i = 0; i < steps; ++i) {
    const std::int64_t batch = sequence.batch_sizes[static_cast<std::size_t>(reverse ? steps - 1 - i : i)];
    if (reverse) row -= batch;
    const at::Tensor state = sequence.hidden.narrow(0, 0, batch);
    const at::Tensor from_state = sublayer.state->forward(state);  // [batch, gates]
    const auto* x = from_input.const_data_ptr<float>() + row * gates;
    const auto* h = from_state.const_data_ptr<float>();
    at::parallel_for(0, batch, kernels::grain_of(gates, kGateGrain),
                     [&](std::int64_t begin, std::int64_t end) {
                       for (std::int64_t b = begin; b < end; ++b)
                         apply_gates(x + b * gates, h + b * gates,
                                     cell == nullptr ? nullptr : cell + b * size, hidden + b * size);
                     });
    if (data_.projected) state.copy_(sublayer.projection->forward(unprojected.narrow(0, 0, batch)));
    sequence.output.narrow(0, row, batch).copy_(state);
    if (!reverse) row += batch;
  }
}

RecurrentResult PackedRecurrent::run(const at::Tensor& x, const std::vector<std::int64_t>& batch_sizes,
                                     const RecurrentStates& first) {
  const std::int64_t batch = batch_sizes.empty() ? 0 : batch_sizes.front();
  const std::int64_t count = data_.layers * data_.directions, state = data_.state_size();
  check_state(first.hidden, "the hidden state", {count, batch, state});
  RecurrentResult result;
  result.last.hidden = own(first.hidden);
  if (data_.recurrence == Recurrence::Lstm) {
    check_state(first.cell, "the cell state", {count, batch, data_.hidden_size()});
    result.last.cell = own(first.cell);
  }
  at::Tensor input = own(x);
  for (std::int64_t layer = 0; layer < data_.layers; ++layer) {
    const at::Tensor output = at::empty({input.size(0), data_.directions * state}, at::kFloat);
    for (std::int64_t direction = 0; direction < data_.directions && input.size(0) > 0; ++direction) {
      const std::int64_t index = layer * data_.directions + direction;
      run_direction(sublayers_[static_cast<std::size_t>(index)],
                    {input, batch_sizes, result.last.hidden[index],
                     result.last.cell.defined() ? result.last.cell[index] : at::Tensor(),
                     output.narrow(1, direction * state, state)},
                    direction == 1);
    }
    input = output;
  }
  if (input.size(0) > 0)
    count_call(input.size(0) * elements(), multiplies_integers(data_.matrices[0].scheme));
  result.output = input.to(x.scalar_type());
  result.last.hidden = result.last.hidden.to(first.hidden.scalar_type());
  if (first.cell.defined() && result.last.cell.defined())
    result.last.cell = result.last.cell.to(first.cell.scalar_type());
  return result;
}

RecurrentResult PackedRecurrent::forward(const at::Tensor& x, const RecurrentStates& first,
                                         bool batch_first) {
  check_tensor(x, "the input");
  TORCH_CHECK(x.dim() == 3 && x.size(2) == data_.input_size(), "athena: an input of shape ", x.sizes(),
              " for a recurrent layer of ", data_.input_size(),
              " input features; it must have three dimensions, the last of that size.");
  const at::Tensor steps = batch_first ? x.transpose(0, 1) : x;  // [T, B, I]
  const std::int64_t length = steps.size(0), batch = steps.size(1);
  TORCH_CHECK(length > 0, "athena: a sequence of no steps for a recurrent layer.");
  RecurrentResult result = run(steps.reshape({length * batch, x.size(2)}),
                               std::vector<std::int64_t>(static_cast<std::size_t>(length), batch), first);
  result.output = result.output.view({length, batch, result.output.size(1)});
  if (batch_first) result.output = result.output.transpose(0, 1);
  return result;
}

RecurrentResult PackedRecurrent::forward_packed(const at::Tensor& x, const at::Tensor& batch_sizes,
                                                const RecurrentStates& first) {
  check_tensor(x, "the input");
  TORCH_CHECK(x.dim() == 2 && x.size(1) == data_.input_size(), "athena: a packed sequence of shape ",
              x.sizes(), " for a recurrent layer of ", data_.input_size(), " input features.");
  return run(x, sizes_of(batch_sizes, x.size(0)), first);
}

RecurrentStates PackedRecurrent::step(const at::Tensor& x, const RecurrentStates& former) {
  check_tensor(x, "the input");
  TORCH_CHECK(x.dim() == 2 && x.size(1) == data_.input_size(), "athena: an input of shape ", x.sizes(),
              " for a recurrent cell of ", data_.input_size(), " input features.");
  TORCH_CHECK(former.hidden.defined(), "athena: a recurrent cell without a hidden state.");
  const at::Tensor cell = former.cell.defined() ? former.cell.unsqueeze(0) : at::Tensor();
  const RecurrentResult result = run(x, {x.size(0)}, {former.hidden.unsqueeze(0), cell});
  return {result.last.hidden[0], result.last.cell.defined() ? result.last.cell[0] : at::Tensor()};
}

std::string PackedRecurrent::kind() const {
  const std::string kind = data_.recurrence == Recurrence::Lstm  ? "LSTM"
                           : data_.recurrence == Recurrence::Gru ? "GRU"
                                                                 : "RNN";
  return data_.cell ? kind + "Cell" : kind;
}

std::int64_t PackedRecurrent::stored_bytes() const {
  std::int64_t bytes = 0;
  for (const LinearData& matrix : data_.matrices) bytes += athena::stored_bytes(matrix);
  return bytes;
}

/// Each of which every step of every sample meets once.
std::int64_t PackedRecurrent::elements() const {
  std::int64_t all = 0;
  for (const LinearData& matrix : data_.matrices) all += matrix.n * matrix.k;
  return all;
}

std::string PackedRecurrent::kernel() const { return calls() == 0 ? "" : sublayers_[0].state->kernel(); }

void PackedRecurrent::reset_coverage() {
  PackedWeights::reset_coverage();
  for (const Sublayer& sublayer : sublayers_)
    for (const auto& linear : {sublayer.input, sublayer.state, sublayer.projection})
      if (linear) linear->reset_coverage();
}

std::vector<at::Tensor> PackedRecurrent::unpack() const {
  std::vector<at::Tensor> matrices;
  for (const LinearData& matrix : data_.matrices) matrices.push_back(dequantize(matrix));
  return matrices;
}

}  // namespace athena
