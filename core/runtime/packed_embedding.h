// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "athena/types/result.h"
#include "core/kernels/embedding/embedding.h"
#include "core/runtime/linear_data.h"
#include "core/runtime/packed_state.h"
#include "core/runtime/packed_weights.h"

namespace athena {

/// How the rows of a bag become one; the numbers are those of aten::embedding_bag.
enum class BagMode : std::int64_t { Sum = 0, Mean = 1, Max = 2 };

/// What aten::embedding_bag takes beside the table. Bag b holds the indices [offsets[b], offsets[b + 1]).
struct Bags {
  at::Tensor indices;  // int32 or int64 [L]
  at::Tensor offsets;  // the same [B], or [B + 1] with the last one's end
  BagMode mode = BagMode::Sum;
  at::Tensor weights{};                       // [L] factors of the rows, for sums only; undefined: all 1
  bool include_last_offset = false;           // offsets hold B + 1
  std::optional<std::int64_t> padding_idx{};  // rows that no bag counts; negative: from the end
};

/// The rows of an Embedding or EmbeddingBag, which are looked up and dequantized: int8-dynamic means
/// int8-weight here, and int4-dynamic int4-weight. In TorchScript:
/// `__torch__.torch.classes.athena.PackedEmbedding`.
class PackedEmbedding : public PackedWeights {
 public:
  /// `rows` has n rows of k values and no bias; `dtype` is what lookups give (that of the layer as it was).
  /// InvalidArgument: check(rows) says what is wrong; NotSupported: ATHENA_FORCE_ISA names an ISA this CPU
  /// lacks.
  static Result<c10::intrusive_ptr<PackedEmbedding>> create(LinearData rows, at::ScalarType dtype);

  /// [..., k] of int32 or int64 indices [...]. Throws c10::Error: an index outside [0, n).
  at::Tensor forward(const at::Tensor& indices);
  /// [B, k]; an empty bag is 0. Sums add rows in their order in fp32. Throws c10::Error: an index outside
  /// [0, n), offsets that fall or exceed L, weights of another shape or with another mode than Sum.
  at::Tensor forward(const Bags& bags);

  const LinearData& data() const { return data_; }
  at::ScalarType dtype() const { return dtype_; }
  std::string kind() const override { return "Embedding"; }
  std::string scheme() const override { return std::string(name(data_.scheme)); }
  std::int64_t num_embeddings() const { return data_.n; }
  std::int64_t embedding_dim() const { return data_.k; }
  std::int64_t group() const { return data_.group; }
  std::int64_t stored_bytes() const override { return athena::stored_bytes(data_); }
  /// The fp32 rows [n, k] that the stored ones stand for.
  at::Tensor unpack() const { return dequantize(data_); }
  std::string kernel() const override;

 protected:
  std::vector<at::Tensor*> shareable_tensors() override { return weight_tensors(data_); }

 private:
  PackedEmbedding(LinearData data, at::ScalarType dtype, const kernels::EmbeddingKernels& kernels)
      : data_(std::move(data)), dtype_(dtype), kernels_(kernels) {}
  void dequantize_row(std::int64_t row, float* y) const;
  void reduce_bag(const Bags& bags, std::int64_t begin, std::int64_t end, float* y, float* row) const;

  LinearData data_;
  at::ScalarType dtype_;
  const kernels::EmbeddingKernels& kernels_;
};

/// What a file holds of a PackedEmbedding: the table, and "float", "half", "bfloat16" or "double".
using EmbeddingState = std::tuple<PackedState, std::string>;

EmbeddingState state_of(const PackedEmbedding& packed);
/// InvalidArgument, NotSupported: as read_state(), check() and create() say.
Result<c10::intrusive_ptr<PackedEmbedding>> read_embedding(const EmbeddingState& state);

}  // namespace athena
