// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/linear_data.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/kernels/int4_linear/int4_linear.h"
#include "core/kernels/quantize/quantize.h"
#include "core/runtime/check_tensor.h"
#include "core/runtime/sparse_layout.h"

namespace athena {
namespace {

Status check_absent(const at::Tensor& tensor, const char* name, Scheme scheme) {
  if (!tensor.defined()) return {};
  return refuse(std::string(name) + " given, but " + std::string(athena::name(scheme)) + " has none");
}

template <typename T, typename Predicate>
bool all_of(const at::Tensor& tensor, Predicate holds) {
  const T* begin = tensor.const_data_ptr<T>();
  return std::all_of(begin, begin + tensor.numel(), holds);
}

/// `type` is float or half.
Status check_scales(const at::Tensor& scales, at::ScalarType type, const Sizes& sizes) {
  ATHENA_TRY(check_tensor(scales, "scales", type, sizes));
  const auto usable = [](float scale) { return std::isfinite(scale) && scale > 0; };
  if (type == at::kHalf ? !all_of<at::Half>(scales, usable) : !all_of<float>(scales, usable))
    return refuse("a scale that is not finite or not above 0");
  return {};
}

Status check_half(const LinearData& data) {
  ATHENA_TRY(check_tensor(data.values, "values", data.scheme == Scheme::Fp16 ? at::kHalf : at::kBFloat16,
                          {data.n, data.k}));
  ATHENA_TRY(check_absent(data.scales, "scales", data.scheme));
  return check_absent(data.zero_points, "zero points", data.scheme);
}

Status check_int8(const LinearData& data) {
  if (data.scheme != Scheme::SparseInt8)
    ATHENA_TRY(check_tensor(data.values, "values", at::kChar, {data.n, data.k}));
  if (!all_of<std::int8_t>(data.values, [](std::int8_t value) { return value != -128; }))
    return refuse("a value of -128; they are in [-127, 127]");
  ATHENA_TRY(check_scales(data.scales, at::kFloat, {data.n}));
  return check_absent(data.zero_points, "zero points", data.scheme);
}

Status check_sparse_fp32(const LinearData& data) {
  ATHENA_TRY(check_absent(data.scales, "scales", data.scheme));
  return check_absent(data.zero_points, "zero points", data.scheme);
}

Status check_int4(const LinearData& data) {
  if (data.group < 0 || data.group % 32 != 0 || (data.group > 0 && data.group >= data.k))
    return refuse("a group of " + std::to_string(data.group) + " along " + std::to_string(data.k) +
                  " inputs; it is a multiple of 32 and below them, or 0 for one per output");
  ATHENA_TRY(check_tensor(data.values, "values", at::kByte, {data.n, (data.k + 1) / 2}));
  const Sizes groups{data.n, kernels::int4_groups(data.k, data.group)};
  ATHENA_TRY(check_scales(data.scales, has_half_scales(data) ? at::kHalf : at::kFloat, groups));
  if (!data.zero_points.defined()) return {};
  ATHENA_TRY(check_tensor(data.zero_points, "zero points", at::kByte, groups));
  if (!all_of<std::uint8_t>(data.zero_points, [](std::uint8_t zero) { return zero <= 15; }))
    return refuse("a zero point above 15");
  return {};
}

at::Tensor dequantize_int4(const LinearData& data) {
  at::Tensor weight = at::empty({data.n, data.k}, at::kFloat);
  if (weight.numel() == 0) return weight;
  const std::int64_t groups = data.scales.size(1), length = groups <= 1 ? data.k : data.group;
  const std::int64_t row_bytes = data.values.size(1);
  const auto* values = data.values.const_data_ptr<std::uint8_t>();
  const at::Tensor float_scales = data.scales.to(at::kFloat);
  const auto* scales = float_scales.const_data_ptr<float>();
  const auto* zeros = data.zero_points.defined() ? data.zero_points.const_data_ptr<std::uint8_t>() : nullptr;
  auto* out = weight.mutable_data_ptr<float>();
  std::vector<std::uint8_t> codes(static_cast<std::size_t>(data.k));
  for (std::int64_t n = 0; n < data.n; ++n) {
    kernels::unpack_int4(values + n * row_bytes, data.k, codes.data());
    for (std::int64_t k = 0; k < data.k; ++k) {
      const std::int64_t g = n * groups + k / length;
      const int zero = zeros == nullptr ? 8 : zeros[g];
      out[n * data.k + k] = static_cast<float>(codes[static_cast<std::size_t>(k)] - zero) * scales[g];
    }
  }
  return weight;
}

}  // namespace

bool has_half_scales(const LinearData& data) {
  return data.scales.defined() && data.scales.scalar_type() == at::kHalf;
}

Status check(const LinearData& data) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (data.n < 0 || data.k < 0 || data.n > most || data.k > most)
    return refuse("sizes of " + text({data.n, data.k}));
  if (!is_int4(data.scheme) && data.group != 0)
    return refuse("a group of " + std::to_string(data.group) + ", but " + std::string(name(data.scheme)) +
                  " has none");
  if (is_sparse(data.scheme)) {
    ATHENA_TRY(check_sparse_layout(data));
  } else {
    ATHENA_TRY(check_absent(data.mask, "a mask", data.scheme));
    ATHENA_TRY(check_absent(data.indices, "indices", data.scheme));
    ATHENA_TRY(check_absent(data.counts, "counts", data.scheme));
  }
  if (data.bias.defined()) ATHENA_TRY(check_tensor(data.bias, "bias", at::kFloat, {data.n}));
  if (is_half(data.scheme)) return check_half(data);
  if (data.scheme == Scheme::SparseFp32) return check_sparse_fp32(data);
  return is_int4(data.scheme) ? check_int4(data) : check_int8(data);
}

at::Tensor dequantize(const LinearData& data) {
  if (is_half(data.scheme)) return data.values.to(at::kFloat);
  if (is_sparse(data.scheme)) {
    const at::Tensor values = dense_values(data);
    return data.scales.defined() ? values.to(at::kFloat) * data.scales.unsqueeze(1) : values;
  }
  if (is_int8(data.scheme)) return data.values.to(at::kFloat) * data.scales.unsqueeze(1);
  return dequantize_int4(data);
}

std::vector<at::Tensor*> weight_tensors(LinearData& data) {
  std::vector<at::Tensor*> tensors;
  for (at::Tensor* tensor :
       {&data.values, &data.scales, &data.zero_points, &data.mask, &data.indices, &data.counts})
    if (tensor->defined()) tensors.push_back(tensor);
  return tensors;
}

void detach_tensors(LinearData& data) {
  for (at::Tensor* tensor : weight_tensors(data)) *tensor = tensor->detach();
  if (data.bias.defined()) data.bias = data.bias.detach();
}

std::int64_t stored_bytes(const LinearData& data) {
  std::int64_t bytes = 0;
  for (const at::Tensor& tensor :
       {data.values, data.scales, data.zero_points, data.mask, data.indices, data.counts, data.bias})
    if (tensor.defined()) bytes += static_cast<std::int64_t>(tensor.nbytes());
  return bytes;
}

}  // namespace athena
