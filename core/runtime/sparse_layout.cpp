// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/sparse_layout.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "core/kernels/block_linear/block_linear.h"
#include "core/kernels/split.h"
#include "core/runtime/check_tensor.h"

namespace athena {
namespace {

using kernels::ceil_div, kernels::round_up;

static_assert(SparseBlocks::kRows == kernels::BlockLinear::kBlockRows &&
              SparseBlocks::kColumns == kernels::BlockLinear::kBlockColumns);

constexpr std::int64_t kChunk = 256;  // what an index of 8 bits reaches

at::Tensor bit_values() { return at::tensor({1, 2, 4, 8, 16, 32, 64, 128}, at::kByte); }

// bool [..., length] -> uint8 [..., ceil(length / 8)], low bit first.
at::Tensor to_bits(const at::Tensor& flags) {
  const at::Tensor padded = at::constant_pad_nd(flags, {0, round_up(flags.size(-1), 8) - flags.size(-1)});
  return (padded.unflatten(-1, {padded.size(-1) / 8, 8}).to(at::kByte) * bit_values()).sum(-1).to(at::kByte);
}

at::Tensor from_bits(const at::Tensor& bits, std::int64_t length) {
  return bits.unsqueeze(-1).bitwise_and(bit_values()).ne(0).flatten(-2).slice(-1, 0, length);
}

std::int64_t block_rows(const LinearData& data) { return ceil_div(data.n, SparseBlocks::kRows); }
std::int64_t block_columns(const LinearData& data) { return ceil_div(data.k, SparseBlocks::kColumns); }

// [n, k] -> [blocks, 16, 4], zeros beyond [n, k].
at::Tensor to_blocks(const at::Tensor& values, const LinearData& data) {
  const std::int64_t rows = block_rows(data), columns = block_columns(data);
  return at::constant_pad_nd(
             values, {0, columns * SparseBlocks::kColumns - data.k, 0, rows * SparseBlocks::kRows - data.n})
      .reshape({rows, SparseBlocks::kRows, columns, SparseBlocks::kColumns})
      .transpose(1, 2)
      .reshape({rows * columns, SparseBlocks::kRows, SparseBlocks::kColumns});
}

at::Tensor from_blocks(const at::Tensor& blocks, const LinearData& data) {
  const std::int64_t rows = block_rows(data), columns = block_columns(data);
  return blocks.reshape({rows, columns, SparseBlocks::kRows, SparseBlocks::kColumns})
      .transpose(1, 2)
      .reshape({rows * SparseBlocks::kRows, columns * SparseBlocks::kColumns})
      .slice(0, 0, data.n)
      .slice(1, 0, data.k)
      .contiguous();
}

// How many values are kept of each chunk of a row.
at::Tensor chunk_counts(const at::Tensor& kept, const LinearData& data) {
  const std::int64_t chunks = ceil_div(data.k, kChunk);
  return at::constant_pad_nd(kept, {0, chunks * kChunk - data.k})
      .reshape({data.n, chunks, kChunk})
      .sum(-1)
      .to(at::kShort);
}

// Where in [n, k] each of the values lies that `indices` and `counts` speak of; may lie outside.
at::Tensor positions(const LinearData& data) {
  const std::int64_t chunks = std::max<std::int64_t>(1, ceil_div(data.k, kChunk));
  const at::Tensor chunk = at::repeat_interleave(data.counts.flatten().to(at::kLong));
  const at::Tensor column = chunk.remainder(chunks) * kChunk + data.indices.to(at::kLong);
  return chunk.floor_divide(chunks) * data.k + column;
}

bool is_blocks(const LinearData& data) { return data.mask.defined() && data.mask.dim() == 1; }

Status check_kept(const LinearData& data, const at::Tensor& flags, at::ScalarType dtype, Sizes sizes) {
  sizes.insert(sizes.begin(), flags.sum().item<std::int64_t>());
  return check_tensor(data.values, "values", dtype, sizes);
}

Status check_mask(const LinearData& data, at::ScalarType dtype) {
  if (data.indices.defined() || data.counts.defined()) return refuse("both a mask and indices");
  if (data.scheme == Scheme::SparseInt8 && is_blocks(data)) {
    const std::int64_t blocks = block_rows(data) * block_columns(data);
    ATHENA_TRY(check_tensor(data.mask, "the mask", at::kByte, {ceil_div(blocks, 8)}));
    return check_kept(data, from_bits(data.mask, blocks), dtype,
                      {SparseBlocks::kRows, SparseBlocks::kColumns});
  }
  ATHENA_TRY(check_tensor(data.mask, "the mask", at::kByte, {data.n, ceil_div(data.k, 8)}));
  return check_kept(data, from_bits(data.mask, data.k), dtype, {});
}

Status check_indices(const LinearData& data, at::ScalarType dtype) {
  const std::int64_t chunks = ceil_div(data.k, kChunk);
  ATHENA_TRY(check_tensor(data.counts, "counts", at::kShort, {data.n, chunks}));
  if (data.counts.lt(0).any().item<bool>() || data.counts.gt(kChunk).any().item<bool>())
    return refuse("a count outside [0, 256]");
  const auto kept = data.counts.to(at::kLong).sum().item<std::int64_t>();
  ATHENA_TRY(check_tensor(data.indices, "indices", at::kByte, {kept}));
  ATHENA_TRY(check_tensor(data.values, "values", dtype, {kept}));
  const at::Tensor places = positions(data);
  const at::Tensor rows = at::repeat_interleave(data.counts.to(at::kLong).sum(-1));
  if (places.ge((rows + 1) * data.k).any().item<bool>()) return refuse("an index beyond its row");
  if (places.diff().le(0).any().item<bool>()) return refuse("indices that do not rise");
  return {};
}

std::int64_t bytes(const at::Tensor& tensor) { return static_cast<std::int64_t>(tensor.nbytes()); }

}  // namespace

void store_sparse(const at::Tensor& values, const at::Tensor& kept, LinearData& data) {
  const std::int64_t chunks = ceil_div(data.k, kChunk), count = kept.sum().item<std::int64_t>();
  const std::int64_t dense = bytes(values), value = count * static_cast<std::int64_t>(values.element_size());
  const std::int64_t masked = value + data.n * ceil_div(data.k, 8);
  const std::int64_t indexed = value + count + 2 * data.n * chunks;
  at::Tensor blocks;  // bool, where they are stored
  std::int64_t blocked = dense;
  if (data.scheme == Scheme::SparseInt8) {
    blocks = to_blocks(kept, data).flatten(1).any(-1);
    blocked = blocks.sum().item<std::int64_t>() * SparseBlocks::kRows * SparseBlocks::kColumns +
              ceil_div(blocks.numel(), 8);
  }
  const std::int64_t least = std::min({dense, masked, indexed, blocked});
  if (least == dense) {
    data.values = values.clone();
  } else if (least == blocked) {
    data.values = at::index(to_blocks(values, data), {blocks}).contiguous();
    data.mask = to_bits(blocks);
  } else {
    data.values = at::masked_select(values, kept);
    if (least == masked) {
      data.mask = to_bits(kept);
    } else {
      data.indices = kept.nonzero().select(1, 1).remainder(kChunk).to(at::kByte);
      data.counts = chunk_counts(kept, data);
    }
  }
}

Status check_sparse_layout(const LinearData& data) {
  const at::ScalarType dtype = data.scheme == Scheme::SparseInt8 ? at::kChar : at::kFloat;
  if (data.mask.defined()) return check_mask(data, dtype);
  if (data.indices.defined() || data.counts.defined()) return check_indices(data, dtype);
  return check_tensor(data.values, "values", dtype, {data.n, data.k});
}

at::Tensor dense_values(const LinearData& data) {
  if (is_blocks(data)) {
    const at::Tensor kept = from_bits(data.mask, block_rows(data) * block_columns(data));
    const at::Tensor blocks =
        at::zeros({kept.numel(), SparseBlocks::kRows, SparseBlocks::kColumns}, data.values.options());
    return from_blocks(blocks.index_put({kept}, data.values), data);
  }
  const at::Tensor dense = at::zeros({data.n, data.k}, data.values.options());
  if (data.mask.defined()) return dense.masked_scatter_(from_bits(data.mask, data.k), data.values);
  if (data.indices.defined()) {
    dense.flatten().index_put_({positions(data)}, data.values);
    return dense;
  }
  return data.values;
}

}  // namespace athena
