// SPDX-License-Identifier: Apache-2.0
#include <torch/custom_class.h>
#include <torch/library.h>

#include "core/runtime/packed_recurrent.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using Handle = c10::intrusive_ptr<PackedRecurrent>;
using Two = std::tuple<at::Tensor, at::Tensor>;
using Three = std::tuple<at::Tensor, at::Tensor, at::Tensor>;

RecurrentStates lstm_states(at::TensorList hx) {
  TORCH_CHECK(hx.size() == 2, "athena: an LSTM takes two states, hidden and cell, not ", hx.size(), ".");
  return {hx[0], hx[1]};
}

void expect(const Handle& weight, const char* kind) {
  TORCH_CHECK(weight->kind() == kind, "athena: the weights of ", weight->kind(), " in the place of ", kind,
              "'s.");
}

Three lstm(const at::Tensor& input, at::TensorList hx, const Handle& weight, bool batch_first) {
  expect(weight, "LSTM");
  const RecurrentResult result = weight->forward(input, lstm_states(hx), batch_first);
  return {result.output, result.last.hidden, result.last.cell};
}

Three lstm_packed(const at::Tensor& data, const at::Tensor& batch_sizes, at::TensorList hx,
                  const Handle& weight) {
  expect(weight, "LSTM");
  const RecurrentResult result = weight->forward_packed(data, batch_sizes, lstm_states(hx));
  return {result.output, result.last.hidden, result.last.cell};
}

template <const char* kKind>
Two sequence(const at::Tensor& input, const at::Tensor& hx, const Handle& weight, bool batch_first) {
  expect(weight, kKind);
  const RecurrentResult result = weight->forward(input, {hx}, batch_first);
  return {result.output, result.last.hidden};
}

template <const char* kKind>
Two packed_sequence(const at::Tensor& data, const at::Tensor& batch_sizes, const at::Tensor& hx,
                    const Handle& weight) {
  expect(weight, kKind);
  const RecurrentResult result = weight->forward_packed(data, batch_sizes, {hx});
  return {result.output, result.last.hidden};
}

Two lstm_cell(const at::Tensor& input, at::TensorList hx, const Handle& weight) {
  expect(weight, "LSTMCell");
  const RecurrentStates states = weight->step(input, lstm_states(hx));
  return {states.hidden, states.cell};
}

template <const char* kKind>
at::Tensor cell(const at::Tensor& input, const at::Tensor& hx, const Handle& weight) {
  expect(weight, kKind);
  return weight->step(input, {hx}).hidden;
}

constexpr char kGru[] = "GRU", kRnn[] = "RNN", kGruCell[] = "GRUCell", kRnnCell[] = "RNNCell";

#define ATHENA_WEIGHT "__torch__.torch.classes.athena.PackedRecurrent weight"

TORCH_LIBRARY_FRAGMENT(athena, library) {
  auto packed_recurrent = library.class_<PackedRecurrent>("PackedRecurrent");
  define_packed_weights<PackedRecurrent>(packed_recurrent)
      .def("kind", [](const Handle& self) { return self->kind(); })
      .def("unpack", &PackedRecurrent::unpack)
      .def_pickle([](const Handle& self) { return state_of(self->data()); },
                  [](const RecurrentState& state) {
                    return value_or_throw(PackedRecurrent::create(value_or_throw(read_recurrent(state))));
                  });
  library.def("lstm.input(Tensor input, Tensor[] hx, " ATHENA_WEIGHT
              ", bool batch_first) -> (Tensor, Tensor, Tensor)",
              lstm);
  library.def("lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, " ATHENA_WEIGHT
              ") -> (Tensor, Tensor, Tensor)",
              lstm_packed);
  library.def("gru.input(Tensor input, Tensor hx, " ATHENA_WEIGHT ", bool batch_first) -> (Tensor, Tensor)",
              sequence<kGru>);
  library.def("gru.data(Tensor data, Tensor batch_sizes, Tensor hx, " ATHENA_WEIGHT ") -> (Tensor, Tensor)",
              packed_sequence<kGru>);
  library.def("rnn.input(Tensor input, Tensor hx, " ATHENA_WEIGHT ", bool batch_first) -> (Tensor, Tensor)",
              sequence<kRnn>);
  library.def("rnn.data(Tensor data, Tensor batch_sizes, Tensor hx, " ATHENA_WEIGHT ") -> (Tensor, Tensor)",
              packed_sequence<kRnn>);
  library.def("lstm_cell(Tensor input, Tensor[] hx, " ATHENA_WEIGHT ") -> (Tensor, Tensor)", lstm_cell);
  library.def("gru_cell(Tensor input, Tensor hx, " ATHENA_WEIGHT ") -> Tensor", cell<kGruCell>);
  library.def("rnn_cell(Tensor input, Tensor hx, " ATHENA_WEIGHT ") -> Tensor", cell<kRnnCell>);
}

#undef ATHENA_WEIGHT

}  // namespace
}  // namespace athena
