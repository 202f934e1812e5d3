// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <c10/util/intrusive_ptr.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "athena/types/result.h"
#include "core/kernels/block_linear/block_linear.h"
#include "core/kernels/int4_linear/int4_linear.h"
#include "core/kernels/int8_linear/int8_linear.h"
#include "core/kernels/sparse_linear/sparse_linear.h"
#include "core/kernels/two_four_linear/two_four_linear.h"
#include "core/runtime/linear_data.h"
#include "core/runtime/packed_weights.h"

namespace athena {

/// Version of the ops and of the stored layouts, as `athena::runtime_version()` says it.
constexpr std::int64_t kRuntimeVersion = 1;

/// The weights of a Linear layer, packed for this machine's instruction set (or ATHENA_FORCE_ISA's) when they
/// are first used; until then, and where another tensor shares them, they are held as they are stored. In
/// TorchScript: `__torch__.torch.classes.athena.PackedLinear`.
class PackedLinear : public PackedWeights {
 public:
  /// InvalidArgument: check(data) says what is wrong; NotSupported: sums of this depth could overflow, or
  /// ATHENA_FORCE_ISA names an ISA this CPU lacks.
  static Result<c10::intrusive_ptr<PackedLinear>> create(LinearData data);

  /// y[..., n] = activation(x[..., k] W^T + b), of x's floating dtype; computed in fp32.
  /// int8-dynamic, int4-* and sparse-int8: as Int8Linear and Int4Linear define it, so a row's result depends
  /// on that row alone, bit for bit. sparse-fp32: as SparseLinear defines it where that is the faster, else
  /// at::linear. fp16, bf16 and int8-weight: at::linear with weights made fp32 once. The library behind
  /// at::linear may add in another order for another number of rows.
  /// Throws c10::Error: x has another depth, is not floating or not on the CPU, or is to have a gradient.
  at::Tensor forward(const at::Tensor& x, kernels::Activation activation = kernels::Activation::None);

  /// forward(x) of each layer. int8-dynamic layers of one depth share what x is quantized to: the same bits.
  static std::vector<at::Tensor> forward_all(const at::Tensor& x,
                                             const std::vector<c10::intrusive_ptr<PackedLinear>>& layers);

  /// As it is stored. int8-dynamic: once packed, a copy of the values, which are then held only packed.
  LinearData data() const;
  std::string kind() const override { return "Linear"; }
  std::string scheme() const override { return std::string(name(data_.scheme)); }
  std::int64_t in_features() const { return data_.k; }
  std::int64_t out_features() const { return data_.n; }
  std::int64_t group() const { return data_.group; }
  std::int64_t stored_bytes() const override { return stored_bytes_; }
  /// The fp32 weights [n, k] that the stored ones stand for.
  at::Tensor unpack() const { return dequantize(data()); }

  std::string kernel() const override;
  /// The kernel that runs for this many rows.
  std::string_view kernel_for(std::int64_t rows) const;
  void reset_coverage() override;

 protected:
  std::vector<at::Tensor*> shareable_tensors() override { return weight_tensors(data_); }

 private:
  /// The non-zero weights, and all of them for at::linear where that is faster with few rows.
  struct SparseFloats {
    kernels::SparseLinear sparse;
    at::Tensor dense;
  };
  /// The packed weights, or fp32 weights for at::linear.
  using Weights = std::variant<at::Tensor, kernels::Int8Linear, kernels::Int4Linear, kernels::BlockLinear,
                               kernels::TwoFourLinear, SparseFloats>;

  PackedLinear(LinearData data, kernels::Isa isa)
      : isa_(isa), stored_bytes_(athena::stored_bytes(data)), data_(std::move(data)) {}
  const Weights& weights() const;
  void pack() const;
  /// Whole blocks of zeros before 2:4, either only where it is the faster; else dense. None of them needs
  /// another beside it: which is the fastest does not depend on the number of rows.
  Result<Weights> pack_sparse_int8() const;
  Result<Weights> pack_sparse_fp32() const;
  bool runs_dense(const SparseFloats& weights, std::int64_t rows) const;
  void count_call_of(std::int64_t rows);

  kernels::Isa isa_;
  std::int64_t stored_bytes_;
  mutable std::once_flag packed_;
  mutable std::mutex values_;  // of data_.values, once packed
  mutable LinearData data_;
  mutable Weights weights_;
  std::atomic<std::int64_t> last_rows_{0};
};

}  // namespace athena
