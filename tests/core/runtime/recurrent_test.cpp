// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <functional>
#include <sstream>

#include "core/kernels/quantize/quantize.h"
#include "core/runtime/packed_recurrent.h"
#include "examples.h"

namespace athena::test {
namespace {

using RecurrentHandle = c10::intrusive_ptr<PackedRecurrent>;
using testing::HasSubstr;

struct Shape {
  Recurrence recurrence = Recurrence::Lstm;
  int64_t layers = 1, directions = 1;
  bool bias = true, projected = false, cell = false;
  int64_t inputs = 5, hidden = 7;

  int64_t state() const { return projected ? 3 : hidden; }
  std::string text() const {
    return std::string(name(recurrence)) + " of " + std::to_string(layers) + " by " +
           std::to_string(directions) + (bias ? ", bias" : "") + (projected ? ", projected" : "");
  }
};

std::vector<Shape> all_shapes() {
  std::vector<Shape> shapes;
  for (const Recurrence recurrence :
       {Recurrence::Lstm, Recurrence::Gru, Recurrence::RnnTanh, Recurrence::RnnRelu})
    for (const int64_t layers : {1, 3})
      for (const int64_t directions : {1, 2})
        for (const bool bias : {false, true})
          for (const bool projected : {false, true})
            if (!projected || recurrence == Recurrence::Lstm)
              shapes.push_back({recurrence, layers, directions, bias, projected});
  return shapes;
}

/// LibTorch's list of parameters; each value is exact in fp16.
std::vector<at::Tensor> parameters(const Shape& shape, unsigned seed = 70) {
  Values values(seed);
  const auto next = [&](at::IntArrayRef sizes) { return (values.normal(sizes, 0, 20).round() / 64); };
  const int64_t gates = gate_count(shape.recurrence) * shape.hidden;
  std::vector<at::Tensor> all;
  for (int64_t layer = 0; layer < shape.layers; ++layer)
    for (int64_t direction = 0; direction < shape.directions; ++direction) {
      all.push_back(next({gates, layer == 0 ? shape.inputs : shape.directions * shape.state()}));
      all.push_back(next({gates, shape.state()}));
      if (shape.bias)
        for (int i = 0; i < 2; ++i) all.push_back(next({gates}));
      if (shape.projected) all.push_back(next({shape.state(), shape.hidden}));
    }
  return all;
}

RecurrentData data_of(const Shape& shape, LinearScheme scheme) {
  const std::vector<at::Tensor> all = parameters(shape);
  RecurrentData data{shape.recurrence, shape.cell, shape.layers, shape.directions, shape.projected};
  const size_t step = 2 + (shape.bias ? 2 : 0) + (shape.projected ? 1 : 0);
  for (size_t at = 0; at < all.size(); at += step) {
    for (size_t i = 0; i < 2; ++i)
      data.matrices.push_back(
          pack_linear(all[at + i], shape.bias ? all[at + 2 + i] : at::Tensor(), scheme).value());
    if (shape.projected)
      data.matrices.push_back(pack_linear(all[at + step - 1], at::Tensor(), scheme).value());
  }
  return data;
}

RecurrentHandle packed_of(const Shape& shape, LinearScheme scheme = {Scheme::Fp16, 0}) {
  auto made = PackedRecurrent::create(data_of(shape, scheme));
  EXPECT_TRUE(made) << made.error().message;
  return *made;
}

RecurrentStates states(const Shape& shape, int64_t batch, unsigned seed = 71) {
  Values values(seed);
  const int64_t count = shape.layers * shape.directions;
  const at::Tensor hidden = values.normal({count, batch, shape.state()});
  return {hidden,
          shape.recurrence == Recurrence::Lstm ? values.normal({count, batch, shape.hidden}) : at::Tensor()};
}

/// What LibTorch's own op gives; batch_sizes defined: of a packed sequence.
RecurrentResult torch_result(const Shape& shape, const at::Tensor& x, const at::Tensor& batch_sizes,
                             const RecurrentStates& first, bool batch_first) {
  const auto all = parameters(shape);
  const bool two = shape.directions == 2;
  const auto with = [&](auto op, const auto& hx) {
    return batch_sizes.defined() ? op(x, batch_sizes, hx, all, shape.bias, shape.layers, 0.0, false, two)
                                 : op(x, hx, all, shape.bias, shape.layers, 0.0, false, two, batch_first);
  };
  if (shape.recurrence == Recurrence::Lstm) {
    const auto [y, h, c] = with([](auto&&... args) { return at::lstm(args...); },
                                std::vector<at::Tensor>{first.hidden, first.cell});
    return {y, {h, c}};
  }
  const auto [y, h] = shape.recurrence == Recurrence::Gru
                          ? with([](auto&&... args) { return at::gru(args...); }, first.hidden)
                      : shape.recurrence == Recurrence::RnnTanh
                          ? with([](auto&&... args) { return at::rnn_tanh(args...); }, first.hidden)
                          : with([](auto&&... args) { return at::rnn_relu(args...); }, first.hidden);
  return {y, {h}};
}

void expect_close(const at::Tensor& got, const at::Tensor& wanted, double relative = 1e-5) {
  ASSERT_EQ(got.defined(), wanted.defined());
  if (!wanted.defined()) return;
  ASSERT_EQ(got.sizes(), wanted.sizes());
  const double size = std::max(1.0, wanted.abs().max().item<double>());  // an RNN with relu grows
  EXPECT_LE((got - wanted).abs().max().item<double>(), relative * size);
}

void expect_close(const RecurrentResult& got, const RecurrentResult& wanted) {
  expect_close(got.output, wanted.output);
  expect_close(got.last.hidden, wanted.last.hidden);
  expect_close(got.last.cell, wanted.last.cell);
}

TEST(Recurrent, AgreesWithTorchOverAllOptions) {
  for (const Shape& shape : all_shapes())
    for (const bool batch_first : {false, true}) {
      SCOPED_TRACE(shape.text() + (batch_first ? ", batch first" : ""));
      const at::Tensor x = Values(72).normal({4, 3, shape.inputs});
      const RecurrentStates first = states(shape, batch_first ? 4 : 3);
      expect_close(packed_of(shape)->forward(x, first, batch_first),
                   torch_result(shape, x, {}, first, batch_first));
    }
}

TEST(Recurrent, AgreesWithTorchOnPackedSequences) {
  const at::Tensor batch_sizes = at::tensor(std::vector<int64_t>{4, 4, 2, 1, 1}, at::kLong);
  for (const Shape& shape : all_shapes()) {
    SCOPED_TRACE(shape.text());
    const at::Tensor x = Values(73).normal({12, shape.inputs});
    const RecurrentStates first = states(shape, 4);
    expect_close(packed_of(shape)->forward_packed(x, batch_sizes, first),
                 torch_result(shape, x, batch_sizes, first, false));
  }
}

TEST(Recurrent, CellsAgreeWithTorch) {
  for (const bool bias : {false, true})
    for (const Recurrence recurrence :
         {Recurrence::Lstm, Recurrence::Gru, Recurrence::RnnTanh, Recurrence::RnnRelu}) {
      const Shape shape{.recurrence = recurrence, .bias = bias, .cell = true};
      SCOPED_TRACE(shape.text());
      const auto p = parameters(shape);
      const at::Tensor none, x = Values(74).normal({3, shape.inputs});
      const at::Tensor b_ih = bias ? p[2] : none, b_hh = bias ? p[3] : none;
      const RecurrentStates first = states(shape, 3);
      const at::Tensor h = first.hidden[0], c = first.cell.defined() ? first.cell[0] : none;
      const RecurrentStates got = packed_of(shape)->step(x, {h, c});
      if (recurrence == Recurrence::Lstm) {
        const auto [hidden, cell] = at::lstm_cell(x, {h, c}, p[0], p[1], b_ih, b_hh);
        expect_close(got.hidden, hidden);
        expect_close(got.cell, cell);
      } else if (recurrence == Recurrence::Gru) {
        expect_close(got.hidden, at::gru_cell(x, h, p[0], p[1], b_ih, b_hh));
      } else if (recurrence == Recurrence::RnnTanh) {
        expect_close(got.hidden, at::rnn_tanh_cell(x, h, p[0], p[1], b_ih, b_hh));
      } else {
        expect_close(got.hidden, at::rnn_relu_cell(x, h, p[0], p[1], b_ih, b_hh));
      }
    }
}

/// What the codes of each row stand for.
at::Tensor as_coded(const at::Tensor& x) {
  at::Tensor seen = at::empty(x.sizes(), at::kDouble);
  auto* to = seen.mutable_data_ptr<double>();
  std::vector<uint8_t> codes(static_cast<size_t>(x.size(1)));
  for (int64_t row = 0; row < x.size(0); ++row) {
    const auto range =
        kernels::quantize_row_u8(x[row].contiguous().const_data_ptr<float>(), x.size(1), codes.data());
    for (const uint8_t code : codes) *to++ = (code - range.zero_point) * static_cast<double>(range.scale);
  }
  return seen;
}

// Each step from the state that the op itself gave before it, so that what is rounded is the same.
TEST(Recurrent, Int8StepsAreProductsOfCodesAndStoredWeights) {
  const Shape shape{.cell = true, .inputs = 40, .hidden = 33};
  const RecurrentHandle weight = packed_of(shape, {Scheme::Int8Dynamic, 0});
  const RecurrentData& data = weight->data();
  RecurrentStates now{states(shape, 3).hidden[0], states(shape, 3).cell[0]};
  for (unsigned step = 0; step < 6; ++step) {
    const at::Tensor x = Values(80 + step).normal({3, shape.inputs});
    const auto product = [&](const at::Tensor& rows, const LinearData& matrix) {
      return at::linear(as_coded(rows), dequantize(matrix).to(at::kDouble), matrix.bias.to(at::kDouble));
    };
    const auto gates = (product(x, data.matrices[0]) + product(now.hidden, data.matrices[1])).chunk(4, 1);
    const at::Tensor cell = at::sigmoid(gates[1]) * now.cell + at::sigmoid(gates[0]) * at::tanh(gates[2]);
    now = weight->step(x, now);
    expect_close(now.cell, cell);
    expect_close(now.hidden, at::sigmoid(gates[3]) * at::tanh(cell));
  }
}

TEST(Recurrent, ASampleAloneGivesWhatItGivesInABatch) {
  for (const LinearScheme scheme : kSchemes) {
    if (is_half(scheme.scheme) || scheme.scheme == Scheme::Int8Weight)
      continue;  // at::linear promises nothing
    for (const Recurrence recurrence : {Recurrence::Lstm, Recurrence::Gru, Recurrence::RnnTanh}) {
      const Shape shape{.recurrence = recurrence, .layers = 2, .directions = 2, .inputs = 40, .hidden = 33};
      SCOPED_TRACE(shape.text() + " " + test::text(scheme));
      const RecurrentHandle weight = packed_of(shape, scheme);
      const at::Tensor x = Values(75).normal({6, 4, shape.inputs});
      const RecurrentStates first = states(shape, 4);
      const RecurrentResult together = weight->forward(x, first, false);
      for (int64_t i = 0; i < 4; ++i) {
        const auto one = [&](const at::Tensor& all) { return all.defined() ? all.slice(1, i, i + 1) : all; };
        const RecurrentResult alone = weight->forward(one(x), {one(first.hidden), one(first.cell)}, false);
        EXPECT_TRUE(same_bits(alone.output, one(together.output)));
        EXPECT_TRUE(same_bits(alone.last.hidden, one(together.last.hidden)));
      }
    }
  }
}

TEST(Recurrent, ConvertsOtherFloatsAndKeepsTheirType) {
  const Shape shape{.recurrence = Recurrence::Gru};
  const at::Tensor x = Values(76).normal({4, 3, shape.inputs}).to(at::kDouble);
  const at::Tensor h = states(shape, 3).hidden.to(at::kDouble);
  const RecurrentResult result = packed_of(shape)->forward(x, {h}, false);
  EXPECT_EQ(result.output.scalar_type(), at::kDouble);
  EXPECT_EQ(result.last.hidden.scalar_type(), at::kDouble);
}

TEST(Recurrent, LeavesTheStatesItIsGivenAlone) {
  const Shape shape;
  const RecurrentStates first = states(shape, 3), same = states(shape, 3);
  packed_of(shape)->forward(Values(77).normal({4, 3, shape.inputs}), first, false);
  EXPECT_TRUE(at::equal(first.hidden, same.hidden) && at::equal(first.cell, same.cell));
}

std::string message(const std::function<void()>& call) {
  try {
    call();
  } catch (const c10::Error& error) {
    return error.what_without_backtrace();
  }
  return "";
}

TEST(Recurrent, WeightsGoWithTheirLastHandle) {
  EXPECT_TRUE(goes_with_its_handle([] { return packed_of({}, {Scheme::Int8Dynamic, 0}); }));
}

TEST(Recurrent, RefusesWhatItCannotCompute) {
  const Shape shape;
  const RecurrentHandle weight = packed_of(shape);
  const RecurrentStates first = states(shape, 3);
  const auto refusal = [&](const at::Tensor& x, const RecurrentStates& from) {
    return message([&] { weight->forward(x, from, false); });
  };
  EXPECT_THAT(refusal(at::zeros({4, 3, 6}), first), HasSubstr("5 input features"));
  EXPECT_THAT(refusal(at::zeros({4, 5}), first), HasSubstr("three dimensions"));
  EXPECT_THAT(refusal(at::zeros({0, 3, 5}), first), HasSubstr("no steps"));
  EXPECT_THAT(refusal(at::zeros({4, 2, 5}), first), HasSubstr("the hidden state of shape"));
  EXPECT_THAT(refusal(at::zeros({4, 3, 5}), {first.hidden}), HasSubstr("the cell state"));
  EXPECT_THAT(refusal(at::zeros({4, 3, 5}, at::kLong), first), HasSubstr("floating-point"));
  EXPECT_THAT(refusal(at::zeros({4, 3, 5}).requires_grad_(), first), HasSubstr("no_grad"));
  const auto packed_refusal = [&](std::vector<int64_t> sizes) {
    return message([&] { weight->forward_packed(at::zeros({6, 5}), at::tensor(sizes, at::kLong), first); });
  };
  for (const auto& sizes : std::vector<std::vector<int64_t>>{{}, {3, 2}, {2, 4}, {6, 0}, {7, -1}})
    EXPECT_THAT(packed_refusal(sizes), HasSubstr("batch sizes"));
}

TEST(Recurrent, SaysWhatReallyRan) {
  for (const LinearScheme scheme : kSchemes) {
    const Shape shape;
    const RecurrentHandle weight = packed_of(shape, scheme);
    EXPECT_EQ(weight->kind(), "LSTM");
    EXPECT_EQ(weight->kernel(), "");
    weight->forward(at::ones({2, 3, 5}), states(shape, 3), false);
    EXPECT_EQ(weight->calls(), 1);
    EXPECT_NE(weight->kernel(), "");
    weight->reset_coverage();
    EXPECT_EQ(weight->calls(), 0);
    EXPECT_EQ(weight->kernel(), "");
  }
}

TEST(RecurrentStateOnDisk, SurvivesAFile) {
  for (const LinearScheme scheme : kSchemes) {
    const Shape shape{.layers = 2, .directions = 2, .projected = true};
    const RecurrentHandle weight = packed_of(shape, scheme);
    torch::jit::Module module("Holder");
    module.register_attribute("lstm", c10::getCustomClassType<RecurrentHandle>(), c10::IValue(weight));
    std::stringstream file;
    module.save(file);
    const auto read = torch::jit::load(file).attr("lstm").toCustomClass<PackedRecurrent>();
    const at::Tensor x = Values(78).normal({4, 3, shape.inputs});
    EXPECT_TRUE(same_bits(read->forward(x, states(shape, 3), false).output,
                          weight->forward(x, states(shape, 3), false).output));
    EXPECT_EQ(read->stored_bytes(), weight->stored_bytes());
  }
}

TEST(RecurrentStateOnDisk, EveryDamageIsRefused) {
  const RecurrentData data = data_of({.layers = 2, .directions = 2}, {Scheme::Int8Dynamic, 0});
  EXPECT_TRUE(read_recurrent(state_of(data)));
  const auto refused = [&](const std::function<void(RecurrentState&)>& damage) {
    RecurrentState state = state_of(data);
    damage(state);
    return !read_recurrent(state);
  };
  EXPECT_TRUE(refused([](RecurrentState& s) { std::get<0>(s) = "mamba"; }));
  EXPECT_TRUE(refused([](RecurrentState& s) { std::get<0>(s) = "gru"; }));
  EXPECT_TRUE(refused([](RecurrentState& s) { std::get<1>(s).clear(); }));
  EXPECT_TRUE(refused([](RecurrentState& s) { std::get<1>(s).pop_back(); }));
  EXPECT_TRUE(refused([](RecurrentState& s) { std::get<2>(s).pop_back(); }));
  EXPECT_TRUE(refused([](RecurrentState& s) { std::get<2>(s).clear(); }));
  EXPECT_TRUE(refused([](RecurrentState& s) { std::swap(std::get<2>(s)[0], std::get<2>(s)[4]); }));
  for (const size_t i : {0, 1, 2, 3, 4})
    for (const int64_t number : {int64_t{-1}, int64_t{3}, std::numeric_limits<int64_t>::max()})
      EXPECT_TRUE(refused([=](RecurrentState& s) { std::get<1>(s)[i] = number; })) << i << " " << number;
}

}  // namespace
}  // namespace athena::test
