// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_linear.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/CPUAllocator.h>

#include <utility>
#include <vector>

namespace athena {
namespace {

template <typename T>
const T* pointer(const at::Tensor& tensor) {
  return tensor.defined() ? tensor.const_data_ptr<T>() : nullptr;
}

Result<kernels::Int8Linear> pack_int8(const LinearData& data) {
  return kernels::Int8Linear::pack({data.n, data.k, pointer<std::int8_t>(data.values),
                                    pointer<float>(data.scales), pointer<float>(data.bias)});
}

Result<kernels::Int4Linear> pack_int4(const LinearData& data) {
  return kernels::Int4Linear::pack(
      {data.n, data.k, data.group, pointer<std::uint8_t>(data.values), pointer<float>(data.scales),
       pointer<std::uint8_t>(data.zero_points), pointer<float>(data.bias)},
      data.scheme == Scheme::Int4Weight ? kernels::Int4Mode::WeightOnly : kernels::Int4Mode::DynamicInt8);
}

// Both phases of a kernel over x [m, k], each split over the threads LibTorch has.
template <typename Kernel>
void run(const Kernel& kernel, const at::Tensor& x, std::int64_t m, at::Tensor& y) {
  static_assert(kernels::AlignedBuffer::kAlignment <= c10::gAlignment, "the workspace comes from LibTorch");
  const c10::DataPtr space = c10::GetCPUAllocator()->allocate(kernel.workspace_bytes(m));
  void* workspace = space.get();
  const float* from = x.const_data_ptr<float>();
  float* to = y.mutable_data_ptr<float>();
  at::parallel_for(0, m, kernel.row_grain(), [&](std::int64_t begin, std::int64_t end) {
    kernel.quantize(from, kernel.k(), m, begin, end, workspace);
  });
  at::parallel_for(0, kernel.tile_count(m), kernel.tile_grain(m), [&](std::int64_t begin, std::int64_t end) {
    kernel.multiply(workspace, m, begin, end, kernels::Activation::None, to, kernel.n());
  });
}

void check_input(const at::Tensor& x, std::int64_t k) {
  TORCH_CHECK(x.defined() && x.device().is_cpu() && at::isFloatingType(x.scalar_type()),
              "athena::linear: the input must be a floating-point tensor on the CPU.");
  TORCH_CHECK(x.dim() >= 1 && x.size(-1) == k, "athena::linear: an input of shape ", x.sizes(),
              " for a layer of ", k, " input features; its last dimension must be ", k, ".");
  TORCH_CHECK(
      !(x.requires_grad() && at::GradMode::is_enabled()),
      "athena::linear: packed weights have no gradients. Run the model under torch.no_grad(), or train "
      "it before it is packed.");
}

}  // namespace

Result<c10::intrusive_ptr<PackedLinear>> PackedLinear::create(LinearData data) {
  ATHENA_TRY(check(data));
  // No tensor drags a graph of gradients along.
  for (at::Tensor* tensor : {&data.values, &data.scales, &data.zero_points, &data.bias})
    if (tensor->defined()) *tensor = tensor->detach();
  c10::intrusive_ptr<PackedLinear> packed(new PackedLinear(std::move(data)),
                                          c10::raw::DontIncreaseRefcount{});
  if (packed->data_.scheme == Scheme::Int8Dynamic) {
    ATHENA_ASSIGN(packed->weights_, pack_int8(packed->data_));
  } else if (is_int4(packed->data_.scheme)) {
    ATHENA_ASSIGN(packed->weights_, pack_int4(packed->data_));
  } else {
    packed->weights_ = dequantize(packed->data_);
  }
  return packed;
}

at::Tensor PackedLinear::forward(const at::Tensor& x) {
  check_input(x, data_.k);
  std::vector<std::int64_t> sizes = x.sizes().vec();
  sizes.back() = data_.n;
  std::int64_t m = 1;
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i) m *= sizes[i];
  if (m == 0 || data_.n == 0) return at::empty(sizes, x.options());

  const bool is_float = x.scalar_type() == at::kFloat;
  const at::Tensor rows = (is_float ? x : x.to(at::kFloat)).contiguous();
  at::Tensor y;
  if (const auto* dense = std::get_if<at::Tensor>(&weights_)) {
    y = at::linear(rows, *dense, data_.bias);
  } else {
    y = at::empty(sizes, rows.options());
    if (const auto* int8 = std::get_if<kernels::Int8Linear>(&weights_)) run(*int8, rows, m, y);
    if (const auto* int4 = std::get_if<kernels::Int4Linear>(&weights_)) run(*int4, rows, m, y);
  }
  count_call();
  last_rows_.store(m, std::memory_order_relaxed);
  return is_float ? y : y.to(x.scalar_type());
}

std::string_view PackedLinear::kernel_for(std::int64_t rows) const {
  if (const auto* int8 = std::get_if<kernels::Int8Linear>(&weights_)) return int8->kernel_name(rows);
  if (const auto* int4 = std::get_if<kernels::Int4Linear>(&weights_)) return int4->kernel_name(rows);
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
