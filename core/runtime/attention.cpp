// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/attention.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace athena {
namespace {

bool plain(const at::Tensor& x) {
  return x.device().is_cpu() && x.dim() == 4 && x.scalar_type() == at::kFloat && x.numel() > 0 &&
         !(x.requires_grad() && at::GradMode::is_enabled());
}

/// Most rows hold something finite at their begin, so this costs next to nothing.
bool masks_a_whole_row(const at::Tensor& mask) {
  const at::Tensor rows = mask.contiguous();
  const float* row = rows.const_data_ptr<float>();
  const float* end = row + rows.numel();
  for (const std::int64_t k = rows.size(-1); row < end; row += k)
    if (std::all_of(row, row + k, [](float x) { return std::isinf(x) && x < 0; })) return true;
  return false;
}

bool broadcasts(const at::Tensor& mask, const at::Tensor& q, const at::Tensor& k) {
  const std::int64_t wanted[4] = {q.size(0), q.size(1), q.size(2), k.size(2)};
  for (int d = 0; d < 4; ++d)
    if (mask.size(d) != 1 && mask.size(d) != wanted[d]) return false;
  return true;
}

/// Heads of one batch, which at::scaled_dot_product_attention and at::bmm take without broadcasting.
bool fit(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
         const std::optional<at::Tensor>& mask) {
  if (!plain(q) || !plain(k) || !plain(v)) return false;
  for (const int d : {0, 1})
    if (q.size(d) != k.size(d) || q.size(d) != v.size(d)) return false;
  if (k.size(2) != v.size(2) || q.size(3) != k.size(3)) return false;
  return !mask || (plain(*mask) && broadcasts(*mask, q, k));
}

at::Tensor softmax_of(const at::Tensor& scores, const std::optional<at::Tensor>& mask) {
  return at::softmax(mask ? scores + *mask : scores, -1);
}

at::Tensor empty_floats(at::IntArrayRef sizes) { return at::detail::empty_cpu(sizes, at::kFloat); }

/// Rows of D floats from x to y, both [B, H, L, D]: for small heads at::copy_ takes longer than the copying.
void copy_rows(const at::Tensor& x, const at::Tensor& y) {
  const auto row = static_cast<std::size_t>(x.size(3)) * sizeof(float);
  for (std::int64_t b = 0; b < x.size(0); ++b)
    for (std::int64_t h = 0; h < x.size(1); ++h) {
      const float* from = x.const_data_ptr<float>() + b * x.stride(0) + h * x.stride(1);
      float* to = y.mutable_data_ptr<float>() + b * y.stride(0) + h * y.stride(1);
      for (std::int64_t l = 0; l < x.size(2); ++l, from += x.stride(2), to += y.stride(2))
        std::memcpy(to, from, row);
    }
}

/// at::mean(1) of contiguous weights [B, H, L, S].
at::Tensor mean_over_heads(const at::Tensor& weights) {
  const std::int64_t heads = weights.size(1), count = weights.size(2) * weights.size(3);
  const at::Tensor mean = empty_floats({weights.size(0), weights.size(2), weights.size(3)});
  const float* from = weights.const_data_ptr<float>();
  float* to = mean.mutable_data_ptr<float>();
  for (std::int64_t b = 0; b < weights.size(0); ++b, to += count) {
    std::fill_n(to, count, 0.0f);
    for (std::int64_t h = 0; h < heads; ++h, from += count)
      for (std::int64_t i = 0; i < count; ++i) to[i] += from[i];
    for (std::int64_t i = 0; i < count; ++i) to[i] /= static_cast<float>(heads);
  }
  return mean;
}

/// [B, H, L, D] as [B H, L, D], copied only where that is no view of it.
at::Tensor merged(const at::Tensor& x) {
  const std::int64_t heads[3] = {x.size(0) * x.size(1), x.size(2), x.size(3)};
  const bool is_view = x.size(0) == 1 || x.stride(0) == x.size(1) * x.stride(1);
  if (is_view) return x.as_strided(heads, {x.stride(1), x.stride(2), x.stride(3)});
  if (x.stride(3) != 1) return x.reshape(heads);
  const at::Tensor copy = empty_floats(x.sizes());
  copy_rows(x, copy);
  return copy.view(heads);
}

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     const std::optional<at::Tensor>& mask, double scale) {
  if (fit(q, k, v, mask) && !(mask && masks_a_whole_row(*mask)))
    return at::scaled_dot_product_attention(q, k, v, mask, /*dropout_p=*/0.0, /*is_causal=*/false, scale);
  return at::matmul(softmax_of(at::matmul(q, k.transpose(-1, -2)) * scale, mask), v);
}

std::tuple<at::Tensor, at::Tensor> attention_and_weights(const at::Tensor& q, const at::Tensor& k,
                                                         const at::Tensor& v,
                                                         const std::optional<at::Tensor>& mask, double scale,
                                                         bool average) {
  if (!fit(q, k, v, mask)) {
    const at::Tensor weights = softmax_of(at::matmul(q, k.transpose(-1, -2)) * scale, mask);
    return {at::matmul(weights, v), average ? weights.mean(1) : weights};
  }
  at::Tensor scores = empty_floats({q.size(0) * q.size(1), q.size(2), k.size(2)});
  scores.baddbmm_(merged(q), merged(k).transpose(1, 2), /*beta=*/0, /*alpha=*/scale);
  const at::Tensor weights = softmax_of(scores.view({q.size(0), q.size(1), q.size(2), k.size(2)}), mask);
  const at::Tensor y = at::bmm(weights.view(scores.sizes()), merged(v));
  // A position's heads next to each other: what follows wants them so.
  at::Tensor result = empty_floats({q.size(0), q.size(2), q.size(1), v.size(3)}).transpose(1, 2);
  copy_rows(y.view({q.size(0), q.size(1), q.size(2), v.size(3)}), result);
  return {result, average ? mean_over_heads(weights) : weights};
}

}  // namespace athena
