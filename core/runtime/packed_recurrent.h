// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "athena/types/result.h"
#include "core/kernels/recurrent/recurrent.h"
#include "core/runtime/packed_linear.h"
#include "core/runtime/packed_weights.h"
#include "core/runtime/recurrent_data.h"

namespace athena {

/// The states of all sublayers and directions, [layers * directions, B, S] and for an LSTM [.., B, H].
struct RecurrentStates {
  at::Tensor hidden, cell{};
};

struct RecurrentResult {
  at::Tensor output;  // like the input, with directions * S values per step
  RecurrentStates last;
};

/// An LSTM, GRU or RNN, or a cell of one. Every product is a PackedLinear's: that of the input with all time
/// steps at once, that of the hidden state with all gates at once; gates are computed in fp32. Dropout
/// between sublayers is for training and left out. In TorchScript:
/// `__torch__.torch.classes.athena.PackedRecurrent`.
class PackedRecurrent : public PackedWeights {
 public:
  /// InvalidArgument: check(data) says what is wrong; NotSupported: as for PackedLinear.
  static Result<c10::intrusive_ptr<PackedRecurrent>> create(RecurrentData data);

  /// x [T, B, I], or [B, T, I] if batch_first. All three throw c10::Error: an input or a state that is not
  /// floating, not on the CPU, of another shape, or is to have a gradient.
  RecurrentResult forward(const at::Tensor& x, const RecurrentStates& first, bool batch_first);
  /// A packed sequence: x [sum of batch_sizes, I], batch_sizes int64 [T], falling and above 0.
  RecurrentResult forward_packed(const at::Tensor& x, const at::Tensor& batch_sizes,
                                 const RecurrentStates& first);
  /// One step of a cell: x [B, I], states [B, S]; gives the states after it.
  RecurrentStates step(const at::Tensor& x, const RecurrentStates& former);

  const RecurrentData& data() const { return data_; }
  /// "LSTM", "GRU", "RNN", "LSTMCell", "GRUCell" or "RNNCell".
  std::string kind() const override;
  std::string scheme() const override { return std::string(name(data_.matrices[0].scheme)); }
  std::int64_t stored_bytes() const override;
  /// The kernel of the products with the hidden state.
  std::string kernel() const override;
  void reset_coverage() override;
  /// The fp32 matrices that the stored ones stand for, in RecurrentData's order.
  std::vector<at::Tensor> unpack() const;

 private:
  std::int64_t elements() const;
  struct Sequence;
  struct Sublayer {
    c10::intrusive_ptr<PackedLinear> input, state, projection;  // the last may be null
  };

  PackedRecurrent(RecurrentData data, const kernels::RecurrentKernels& kernels)
      : data_(std::move(data)), kernels_(kernels) {}
  RecurrentResult run(const at::Tensor& x, const std::vector<std::int64_t>& batch_sizes,
                      const RecurrentStates& first);
  void run_direction(const Sublayer& sublayer, const Sequence& sequence, bool reverse) const;
  void apply_gates(const float* x, const float* h, float* cell, float* hidden) const;

  RecurrentData data_;
  const kernels::RecurrentKernels& kernels_;
  std::vector<Sublayer> sublayers_;  // [layers * directions]
};

}  // namespace athena
