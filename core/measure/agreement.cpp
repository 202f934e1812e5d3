// SPDX-License-Identifier: Apache-2.0
#include "core/measure/agreement.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <cmath>
#include <limits>

namespace athena {
namespace {

/// [B, everything else] in float64.
at::Tensor as_samples(const at::Tensor& output) {
  const at::Tensor values = output.to(at::kDouble);
  return values.dim() == 0 ? values.reshape({1, 1}) : values.reshape({values.size(0), -1});
}

at::Tensor cosines(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor norms = a.square().sum(1).sqrt().mul(b.square().sum(1).sqrt());
  const at::Tensor both_zero = a.abs().sum(1).eq(0).logical_and(b.abs().sum(1).eq(0));
  const at::Tensor cosine = at::where(norms.eq(0), at::zeros_like(norms), a.mul(b).sum(1).div(norms));
  return at::where(both_zero, at::ones_like(norms), cosine);
}

at::Tensor same_choice(const at::Tensor& a, const at::Tensor& b) {
  return a.argmax(1).eq(b.argmax(1)).logical_and(a.isnan().any(1).eq(b.isnan().any(1)));
}

/// KL(softmax(a) || softmax(b)) of every row; a class that `a` rules out adds nothing.
at::Tensor divergences(const at::Tensor& a, const at::Tensor& b) {
  const at::Tensor log_p = a.log_softmax(1), log_q = b.log_softmax(1), p = log_p.exp();
  return at::where(p.eq(0), at::zeros_like(p), p.mul(log_p.sub(log_q))).sum(1);
}

}  // namespace

Status AgreementMeter::add(const at::Tensor& original, const at::Tensor& variant) {
  if (original.sizes() != variant.sizes())
    return fail(ErrorCode::InvalidArgument,
                c10::str("The variant's output has the shape ", variant.sizes(), ", the original's ",
                         original.sizes(), ": they cannot be compared."));
  if (original.numel() == 0) return {};
  const at::Tensor a = as_samples(original), b = as_samples(variant);
  samples_ += a.size(0);
  cosine_ += cosines(a, b).sum().item<double>();
  signal_ += a.square().sum().item<double>();
  noise_ += a.sub(b).square().sum().item<double>();

  if (!original.is_floating_point() || original.dim() == 0 || original.size(-1) < 2) return {};
  const at::Tensor a_rows = a.reshape({-1, original.size(-1)}), b_rows = b.reshape({-1, original.size(-1)});
  rows_ += a_rows.size(0);
  agreeing_rows_ += same_choice(a_rows, b_rows).sum().item<std::int64_t>();
  kl_ += divergences(a_rows, b_rows).sum().item<double>();
  return {};
}

Agreement AgreementMeter::result() const {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const auto mean = [](double sum, std::int64_t n) { return n > 0 ? sum / static_cast<double>(n) : none; };
  Agreement agreement;
  agreement.samples = samples_;
  agreement.top1 = mean(static_cast<double>(agreeing_rows_), rows_);
  agreement.cosine = mean(cosine_, samples_);
  agreement.mean_kl = mean(kl_, rows_);
  agreement.sqnr_db = samples_ == 0 ? none
                      : noise_ == 0 ? std::numeric_limits<double>::infinity()
                                    : 10 * std::log10(signal_ / noise_);
  return agreement;
}

}  // namespace athena
