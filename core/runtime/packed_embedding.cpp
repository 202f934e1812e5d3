// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_embedding.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/kernels/split.h"

namespace athena {
namespace {

constexpr std::int64_t kScalesAtOnce = 64;  // of a row, made fp32

constexpr std::array<std::pair<at::ScalarType, const char*>, 4> kDtypes = {{
    {at::kFloat, "float"},
    {at::kHalf, "half"},
    {at::kBFloat16, "bfloat16"},
    {at::kDouble, "double"},
}};

/// Null: lookups give no such type.
const char* name_of(at::ScalarType dtype) {
  const auto* found =
      std::find_if(kDtypes.begin(), kDtypes.end(), [&](const auto& d) { return d.first == dtype; });
  return found == kDtypes.end() ? nullptr : found->second;
}

/// The same as int64, contiguous.
at::Tensor integers(const at::Tensor& tensor, const char* what) {
  TORCH_CHECK(tensor.defined() && tensor.device().is_cpu() &&
                  (tensor.scalar_type() == at::kLong || tensor.scalar_type() == at::kInt),
              "athena::embedding: ", what, " must be an int32 or int64 tensor on the CPU.");
  return tensor.to(at::kLong).contiguous();
}

void check_range(const at::Tensor& indices, std::int64_t rows) {
  const auto* begin = indices.const_data_ptr<std::int64_t>();
  const auto* end = begin + indices.numel();
  const auto* bad = std::find_if(begin, end, [&](std::int64_t i) { return i < 0 || i >= rows; });
  TORCH_CHECK_INDEX(bad == end, "athena::embedding: the index ", *bad, " (number ", bad - begin,
                    " of the indices) is outside a table of ", rows, " rows.");
}

/// Where each bag begins, and where the last one ends: [B + 1].
std::vector<std::int64_t> bounds_of(const Bags& bags) {
  const at::Tensor offsets = integers(bags.offsets, "offsets");
  const std::int64_t length = bags.indices.numel();
  TORCH_CHECK(bags.indices.dim() == 1 && offsets.dim() == 1,
              "athena::embedding_bag: indices and offsets must have one dimension, not ", bags.indices.dim(),
              " and ", offsets.dim(), ".");
  const auto* begin = offsets.const_data_ptr<std::int64_t>();
  std::vector<std::int64_t> bounds(begin, begin + offsets.numel());
  TORCH_CHECK(!bags.include_last_offset || !bounds.empty(),
              "athena::embedding_bag: include_last_offset needs at least one offset.");
  if (!bags.include_last_offset) bounds.push_back(length);
  TORCH_CHECK(bounds.front() == 0 || bounds.size() == 1,
              "athena::embedding_bag: the first offset must be 0, not ", bounds.front(), ".");
  // LibTorch gives what lies behind a last offset to the last bag, or to none, as it happens.
  TORCH_CHECK(std::is_sorted(bounds.begin(), bounds.end()) && bounds.back() == length,
              "athena::embedding_bag: offsets must not fall, nor exceed the ", length,
              " indices; with include_last_offset the last one is their number.");
  return bounds;
}

void check_weights(const Bags& bags) {
  if (!bags.weights.defined()) return;
  TORCH_CHECK(bags.mode == BagMode::Sum, "athena::embedding_bag: per-sample weights are for sums only.");
  TORCH_CHECK(bags.weights.device().is_cpu() && at::isFloatingType(bags.weights.scalar_type()) &&
                  bags.weights.sizes() == bags.indices.sizes(),
              "athena::embedding_bag: per-sample weights must be floating point and of the indices' shape ",
              bags.indices.sizes(), ".");
  TORCH_CHECK(
      !(bags.weights.requires_grad() && at::GradMode::is_enabled()),
      "athena::embedding_bag: packed weights have no gradients. Run the model under torch.no_grad().");
}

template <typename T>
void to_float(const at::Tensor& values, std::int64_t row, float* y) {
  const T* from = values.const_data_ptr<T>() + row * values.size(1);
  std::transform(from, from + values.size(1), y, [](T value) { return static_cast<float>(value); });
}

}  // namespace

Result<c10::intrusive_ptr<PackedEmbedding>> PackedEmbedding::create(LinearData rows, at::ScalarType dtype) {
  ATHENA_TRY(check(rows));
  if (rows.bias.defined() || is_sparse(rows.scheme) || rows.scheme == Scheme::Int8Static ||
      name_of(dtype) == nullptr)
    return fail(ErrorCode::InvalidArgument,
                "Packed weights: an embedding has no bias, no sparse or static scheme, and gives floats.");
  ATHENA_ASSIGN(const kernels::Isa isa, kernels::active_isa());
  detach_tensors(rows);
  return c10::intrusive_ptr<PackedEmbedding>::unsafe_steal_from_new(
      new PackedEmbedding(std::move(rows), dtype, kernels::embedding_kernels(isa)));
}

void PackedEmbedding::dequantize_row(std::int64_t row, float* y) const {
  if (data_.scheme == Scheme::Fp16) return to_float<at::Half>(data_.values, row, y);
  if (data_.scheme == Scheme::Bf16) return to_float<at::BFloat16>(data_.values, row, y);
  const std::int64_t columns = data_.values.size(1);
  if (is_int8(data_.scheme))
    return kernels_.dequantize_s8(data_.values.const_data_ptr<std::int8_t>() + row * columns, data_.k,
                                  data_.scales.const_data_ptr<float>()[row], y);
  const auto* values = data_.values.const_data_ptr<std::uint8_t>() + row * columns;
  const std::int64_t groups = data_.scales.size(1), first = row * groups;
  const auto* zeros =
      data_.zero_points.defined() ? data_.zero_points.const_data_ptr<std::uint8_t>() + first : nullptr;
  if (!has_half_scales(data_))
    return kernels_.dequantize_int4(values, data_.k, data_.group,
                                    data_.scales.const_data_ptr<float>() + first, zeros, y);
  const auto* halves = data_.scales.const_data_ptr<at::Half>() + first;
  std::array<float, kScalesAtOnce> scales{};
  for (std::int64_t g = 0; g < groups; g += kScalesAtOnce) {
    const std::int64_t from = g * data_.group, last = std::min(g + kScalesAtOnce, groups);
    std::copy(halves + g, halves + last, scales.begin());
    kernels_.dequantize_int4(values + from / 2, (last == groups ? data_.k : last * data_.group) - from,
                             data_.group, scales.data(), zeros == nullptr ? nullptr : zeros + g, y + from);
  }
}

at::Tensor PackedEmbedding::forward(const at::Tensor& indices) {
  const at::Tensor rows = integers(indices, "indices");
  check_range(rows, data_.n);
  std::vector<std::int64_t> sizes = rows.sizes().vec();
  sizes.push_back(data_.k);
  at::Tensor y = at::empty(sizes, at::kFloat);
  const auto* row = rows.const_data_ptr<std::int64_t>();
  auto* to = y.mutable_data_ptr<float>();
  const std::int64_t grain = kernels::grain_of(data_.k, kernels::kQuantizeGrain);
  at::parallel_for(0, rows.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) dequantize_row(row[i], to + i * data_.k);
  });
  if (rows.numel() > 0) count_call();
  return y.to(dtype_);
}

/// `row` is scratch for k values.
void PackedEmbedding::reduce_bag(const Bags& bags, std::int64_t begin, std::int64_t end, float* y,
                                 float* row) const {
  const auto* indices = bags.indices.const_data_ptr<std::int64_t>();
  const auto* weights = bags.weights.defined() ? bags.weights.const_data_ptr<float>() : nullptr;
  std::int64_t count = 0;
  std::fill_n(y, data_.k, 0.0f);
  for (std::int64_t i = begin; i < end; ++i) {
    if (bags.padding_idx == indices[i]) continue;
    const bool first = count++ == 0;
    dequantize_row(indices[i], row);
    if (bags.mode != BagMode::Max)
      kernels_.add(row, data_.k, weights == nullptr ? 1.0f : weights[i], y);
    else if (first)
      std::copy_n(row, data_.k, y);
    else
      kernels_.maximum(row, data_.k, y);
  }
  if (bags.mode != BagMode::Mean || count == 0) return;
  std::transform(y, y + data_.k, y, [&](float sum) { return sum / static_cast<float>(count); });
}

at::Tensor PackedEmbedding::forward(const Bags& given) {
  Bags bags = given;
  bags.indices = integers(given.indices, "indices");
  const std::vector<std::int64_t> bounds = bounds_of(bags);
  check_weights(bags);
  check_range(bags.indices, data_.n);
  if (bags.weights.defined()) bags.weights = bags.weights.detach().to(at::kFloat).contiguous();
  if (bags.padding_idx && *bags.padding_idx < 0) *bags.padding_idx += data_.n;
  const auto count = static_cast<std::int64_t>(bounds.size()) - 1;
  at::Tensor y = at::empty({count, data_.k}, at::kFloat);
  auto* to = y.mutable_data_ptr<float>();
  const std::int64_t rows = bags.indices.numel() / std::max<std::int64_t>(1, count);
  const std::int64_t grain = kernels::grain_of(data_.k * (rows + 1), kernels::kQuantizeGrain);
  at::parallel_for(0, count, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> row(static_cast<std::size_t>(data_.k));
    for (std::int64_t b = begin; b < end; ++b) {
      const auto at = static_cast<std::size_t>(b);
      reduce_bag(bags, bounds[at], bounds[at + 1], to + b * data_.k, row.data());
    }
  });
  if (count > 0) count_call();
  return y.to(dtype_);
}

std::string PackedEmbedding::kernel() const {
  if (calls() == 0) return "";
  if (is_half(data_.scheme)) return std::string(name(data_.scheme)) + "_rows";
  return (is_int8(data_.scheme) ? "s8_rows_" : "u4_rows_") + std::string(kernels_.name);
}

EmbeddingState state_of(const PackedEmbedding& packed) {
  return {state_of(packed.data()), name_of(packed.dtype())};
}

Result<c10::intrusive_ptr<PackedEmbedding>> read_embedding(const EmbeddingState& state) {
  const auto& [table, name] = state;
  ATHENA_ASSIGN(LinearData rows, read_state(table));
  for (const auto& [dtype, text] : kDtypes)
    if (text == name) return PackedEmbedding::create(std::move(rows), dtype);
  return fail(ErrorCode::InvalidArgument,
              "Packed weights: lookups that give '" + name + "'. The file is damaged.");
}

}  // namespace athena
