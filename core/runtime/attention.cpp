// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/attention.h"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>

#include <algorithm>
#include <cmath>

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

/// [B, H, L, D] to [B H, L, D].
at::Tensor merged(const at::Tensor& x) { return x.reshape({x.size(0) * x.size(1), x.size(2), x.size(3)}); }

}  // namespace

at::Tensor attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                     const std::optional<at::Tensor>& mask, double scale) {
  if (fit(q, k, v, mask) && !(mask && masks_a_whole_row(*mask)))
    return at::scaled_dot_product_attention(q, k, v, mask, /*dropout_p=*/0.0, /*is_causal=*/false, scale);
  return at::matmul(softmax_of(at::matmul(q, k.transpose(-1, -2)) * scale, mask), v);
}

std::tuple<at::Tensor, at::Tensor> attention_and_weights(const at::Tensor& q, const at::Tensor& k,
                                                         const at::Tensor& v,
                                                         const std::optional<at::Tensor>& mask,
                                                         double scale) {
  if (!fit(q, k, v, mask)) {
    const at::Tensor weights = softmax_of(at::matmul(q, k.transpose(-1, -2)) * scale, mask);
    return {at::matmul(weights, v), weights};
  }
  at::Tensor scores = at::detail::empty_cpu({q.size(0) * q.size(1), q.size(2), k.size(2)}, at::kFloat);
  scores.baddbmm_(merged(q), merged(k).transpose(1, 2), /*beta=*/0, /*alpha=*/scale);
  const at::Tensor weights = softmax_of(scores.view({q.size(0), q.size(1), q.size(2), k.size(2)}), mask);
  const at::Tensor y = at::bmm(weights.view(scores.sizes()), merged(v));
  return {y.view({q.size(0), q.size(1), q.size(2), v.size(3)}), weights};
}

}  // namespace athena
