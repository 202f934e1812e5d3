// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_linear.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/Parallel.h>
#include <c10/util/accumulate.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "core/runtime/check_tensor.h"
#include "core/runtime/fused_ops.h"
#include "core/runtime/sparse_layout.h"
#include "core/runtime/value_or_throw.h"
#include "core/runtime/workspace.h"

namespace athena {
namespace {

template <typename T>
const T* pointer(const at::Tensor& tensor) {
  return tensor.defined() ? tensor.const_data_ptr<T>() : nullptr;
}

kernels::Int8Weights int8_weights(const LinearData& data, const at::Tensor& values) {
  return {data.n, data.k, pointer<std::int8_t>(values), pointer<float>(data.scales),
          pointer<float>(data.bias)};
}

/// `scales`: the data's in fp32.
kernels::Int4Weights int4_weights(const LinearData& data, const at::Tensor& scales) {
  return {data.n,
          data.k,
          data.group,
          pointer<std::uint8_t>(data.values),
          pointer<float>(scales),
          pointer<std::uint8_t>(data.zero_points),
          pointer<float>(data.bias)};
}

kernels::Int4Mode int4_mode(Scheme scheme) {
  return scheme == Scheme::Int4Weight ? kernels::Int4Mode::WeightOnly : kernels::Int4Mode::DynamicInt8;
}

/// What packing would refuse.
Status check_depth(const LinearData& data) {
  if (is_int4(data.scheme)) return kernels::Int4Linear::check_depth(data.k);
  if (multiplies_integers(data.scheme)) return kernels::Int8Linear::check_depth(data.k);
  return {};
}

// The two phases of a kernel over x [m, k], each split over the threads LibTorch has.
template <typename Kernel>
void prepare(const Kernel& kernel, const at::Tensor& x, std::int64_t m, void* to) {
  const float* from = x.const_data_ptr<float>();
  if constexpr (requires { kernel.row_grain(); }) {
    at::parallel_for(0, m, kernel.row_grain(), [&](std::int64_t begin, std::int64_t end) {
      kernel.quantize(from, kernel.k(), m, begin, end, to);
    });
  } else {
    at::parallel_for(
        0, kernel.group_count(m), kernel.group_grain(),
        [&](std::int64_t begin, std::int64_t end) { kernel.arrange(from, kernel.k(), m, begin, end, to); });
  }
}

template <typename Kernel>
void multiply(const Kernel& kernel, const void* rows, std::int64_t m, kernels::Activation activation,
              at::Tensor& y) {
  float* to = y.mutable_data_ptr<float>();
  at::parallel_for(0, kernel.tile_count(m), kernel.tile_grain(m), [&](std::int64_t begin, std::int64_t end) {
    kernel.multiply(rows, m, begin, end, activation, to, kernel.n());
  });
}

template <typename Kernel>
void run(const Kernel& kernel, const at::Tensor& x, std::int64_t m, kernels::Activation activation,
         at::Tensor& y) {
  Workspace space(kernel.workspace_bytes(m));
  prepare(kernel, x, m, space.get());
  multiply(kernel, space.get(), m, activation, y);
}

/// y's sizes for n output features.
at::DimVector output_sizes(const at::Tensor& x, std::int64_t n) {
  at::DimVector sizes(x.sizes());
  sizes.back() = n;
  return sizes;
}

std::int64_t row_count(const at::Tensor& x) {
  return c10::multiply_integers(x.sizes().begin(), x.sizes().end() - 1);
}

/// at::empty without its way through the dispatcher, which a small layer would feel.
at::Tensor empty_floats(at::IntArrayRef sizes) { return at::detail::empty_cpu(sizes, at::kFloat); }

void check_input(const at::Tensor& x, std::int64_t k) {
  TORCH_CHECK(x.defined() && x.device().is_cpu() && at::isFloatingType(x.scalar_type()),
              "athena::linear: the input must be a floating-point tensor on the CPU.");
  TORCH_CHECK(x.dim() >= 1 && x.size(-1) == k, "athena::linear: an input of shape ", x.sizes(),
              " for a layer of ", k, " input features; its last dimension must be ", k, ".");
  refuse_gradient(x, "athena::linear");
}

}  // namespace

Result<c10::intrusive_ptr<PackedLinear>> PackedLinear::create(LinearData data) {
  ATHENA_TRY(check(data));
  if (data.scheme == Scheme::Int8Static) return refuse("a Linear layer of int8-static");
  ATHENA_TRY(check_depth(data));
  ATHENA_ASSIGN(const kernels::Isa isa, kernels::active_isa());
  detach_tensors(data);
  return c10::intrusive_ptr<PackedLinear>::unsafe_steal_from_new(new PackedLinear(std::move(data), isa));
}

const PackedLinear::Weights& PackedLinear::weights() const {
  std::call_once(packed_, [this] { pack(); });
  return weights_;
}

void PackedLinear::pack() const {
  if (data_.scheme == Scheme::SparseInt8) {
    weights_ = value_or_throw(pack_sparse_int8());
  } else if (data_.scheme == Scheme::SparseFp32) {
    weights_ = value_or_throw(pack_sparse_fp32());
  } else if (is_int4(data_.scheme)) {
    const at::Tensor scales = data_.scales.to(at::kFloat);
    weights_ =
        value_or_throw(kernels::Int4Linear::pack(int4_weights(data_, scales), int4_mode(data_.scheme), isa_));
  } else if (data_.scheme == Scheme::Int8Dynamic) {
    weights_ = value_or_throw(kernels::Int8Linear::pack(int8_weights(data_, data_.values), isa_));
    const std::lock_guard lock(values_);
    if (data_.values.use_count() == 1 && data_.values.storage().use_count() == 1) data_.values.reset();
  } else {
    weights_ = dequantize(data_);
  }
}

LinearData PackedLinear::data() const {
  const std::lock_guard lock(values_);
  LinearData data = data_;
  if (data.values.defined() || data.scheme != Scheme::Int8Dynamic) return data;
  data.values = at::empty({data.n, data.k}, at::kChar);
  std::get<kernels::Int8Linear>(weights_).unpack(data.values.mutable_data_ptr<std::int8_t>());
  return data;
}

Result<PackedLinear::Weights> PackedLinear::pack_sparse_int8() const {
  const at::Tensor values = dense_values(data_);
  const kernels::Int8Weights weights = int8_weights(data_, values);
  ATHENA_ASSIGN(kernels::BlockLinear block, kernels::BlockLinear::pack(weights, isa_));
  if (block.pays()) return block;
  if (kernels::TwoFourLinear::pays(isa_) && kernels::TwoFourLinear::fits(weights)) {
    ATHENA_ASSIGN(kernels::TwoFourLinear two_four, kernels::TwoFourLinear::pack(weights, isa_));
    return two_four;
  }
  ATHENA_ASSIGN(kernels::Int8Linear dense, kernels::Int8Linear::pack(weights, isa_));
  return dense;
}

Result<PackedLinear::Weights> PackedLinear::pack_sparse_fp32() const {
  const at::Tensor dense = dense_values(data_);
  ATHENA_ASSIGN(kernels::SparseLinear sparse,
                kernels::SparseLinear::pack(
                    {data_.n, data_.k, pointer<float>(dense), pointer<float>(data_.bias)}, isa_));
  const bool always = sparse.pays(1), never = !sparse.pays(std::numeric_limits<std::int64_t>::max());
  if (never) return dense;
  return SparseFloats{std::move(sparse), always ? at::Tensor() : dense};
}

bool PackedLinear::runs_dense(const SparseFloats& weights, std::int64_t rows) const {
  return weights.dense.defined() && !weights.sparse.pays(rows);
}

at::Tensor PackedLinear::forward(const at::Tensor& x, kernels::Activation activation) {
  check_input(x, data_.k);
  const at::DimVector sizes = output_sizes(x, data_.n);
  const std::int64_t m = row_count(x);
  if (m == 0 || data_.n == 0) return at::empty(sizes, x.options());

  const bool is_float = x.scalar_type() == at::kFloat;
  const at::Tensor rows = (is_float ? x : x.to(at::kFloat)).contiguous();
  at::Tensor y;
  const Weights& weights = this->weights();
  const auto* floats = std::get_if<SparseFloats>(&weights);
  if (const auto* dense = std::get_if<at::Tensor>(&weights)) {
    y = activated(at::linear(rows, *dense, data_.bias), activation);
  } else if (floats && runs_dense(*floats, m)) {
    y = activated(at::linear(rows, floats->dense, data_.bias), activation);
  } else {
    y = empty_floats(sizes);
    if (const auto* int8 = std::get_if<kernels::Int8Linear>(&weights)) run(*int8, rows, m, activation, y);
    if (const auto* int4 = std::get_if<kernels::Int4Linear>(&weights)) run(*int4, rows, m, activation, y);
    if (const auto* block = std::get_if<kernels::BlockLinear>(&weights)) run(*block, rows, m, activation, y);
    if (const auto* two_four = std::get_if<kernels::TwoFourLinear>(&weights))
      run(*two_four, rows, m, activation, y);
    if (floats) run(floats->sparse, rows, m, activation, y);
  }
  count_call_of(m);
  return is_float ? y : y.to(x.scalar_type());
}

std::vector<at::Tensor> PackedLinear::forward_all(
    const at::Tensor& x, const std::vector<c10::intrusive_ptr<PackedLinear>>& layers) {
  std::vector<at::Tensor> outputs;
  outputs.reserve(layers.size());
  const bool share = !layers.empty() && x.scalar_type() == at::kFloat && x.numel() > 0 &&
                     std::all_of(layers.begin(), layers.end(), [&](const auto& layer) {
                       return std::holds_alternative<kernels::Int8Linear>(layer->weights()) &&
                              layer->data_.k == layers[0]->data_.k && layer->data_.n > 0;
                     });
  if (!share) {
    for (const auto& layer : layers) outputs.push_back(layer->forward(x));
    return outputs;
  }
  check_input(x, layers[0]->data_.k);
  const std::int64_t m = row_count(x);
  const auto& first = std::get<kernels::Int8Linear>(layers[0]->weights());
  Workspace codes(first.workspace_bytes(m));
  prepare(first, x.contiguous(), m, codes.get());
  for (const auto& layer : layers) {
    at::Tensor y = empty_floats(output_sizes(x, layer->data_.n));
    multiply(std::get<kernels::Int8Linear>(layer->weights()), codes.get(), m, kernels::Activation::None, y);
    layer->count_call_of(m);
    outputs.push_back(std::move(y));
  }
  return outputs;
}

void PackedLinear::count_call_of(std::int64_t rows) {
  count_call(rows * data_.n * data_.k, multiplies_integers(data_.scheme));
  last_rows_.store(rows, std::memory_order_relaxed);
}

std::string_view PackedLinear::kernel_for(std::int64_t rows) const {
  const Weights& weights = this->weights();
  if (const auto* int8 = std::get_if<kernels::Int8Linear>(&weights)) return int8->kernel_name(rows);
  if (const auto* int4 = std::get_if<kernels::Int4Linear>(&weights)) return int4->kernel_name(rows);
  if (const auto* block = std::get_if<kernels::BlockLinear>(&weights)) return block->kernel_name(rows);
  if (const auto* two_four = std::get_if<kernels::TwoFourLinear>(&weights))
    return two_four->kernel_name(rows);
  if (const auto* floats = std::get_if<SparseFloats>(&weights); floats && !runs_dense(*floats, rows))
    return floats->sparse.kernel_name(rows);
  if (data_.scheme == Scheme::SparseFp32) return "dense_f32_at_linear";
  return "dequantized_f32_at_linear";
}

std::string PackedLinear::kernel() const {
  const std::int64_t rows = last_rows_.load(std::memory_order_relaxed);
  return rows == 0 ? std::string() : std::string(kernel_for(rows));
}

void PackedLinear::reset_coverage() {
  PackedWeights::reset_coverage();
  last_rows_.store(0, std::memory_order_relaxed);
}

}  // namespace athena
