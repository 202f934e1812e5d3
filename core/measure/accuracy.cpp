// SPDX-License-Identifier: Apache-2.0
#include "core/measure/accuracy.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <cmath>

namespace athena {

Accuracy wilson_accuracy(std::int64_t correct, std::int64_t samples) {
  if (samples == 0) return {0, 0, 1, 0, 0};
  constexpr double z = 1.959963984540054;  // 97.5 % quantile of the normal distribution
  const double n = static_cast<double>(samples), p = static_cast<double>(correct) / n;
  const double middle = p + z * z / (2 * n);
  const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 / (1 + z * z / n);
  return {p, std::max(0.0, (middle - reach) * scale), std::min(1.0, (middle + reach) * scale), correct,
          samples};
}

Status AccuracyMeter::add(const at::Tensor& output, const at::Tensor& labels, std::int64_t first_sample) {
  if (output.dim() != 2 || !output.is_floating_point() || output.size(0) != labels.size(0))
    return fail(ErrorCode::InvalidArgument,
                c10::str("Top-1 accuracy needs scores [samples, classes] from the model, which gave ",
                         output.dtype().name(), " ", output.sizes(), " for ", labels.size(0),
                         " samples. Name the scored output in the data file (\"output\")."));
  const std::int64_t classes = output.size(1);
  const at::Tensor beyond = labels.lt(0).logical_or(labels.ge(classes)).nonzero();
  if (beyond.numel() > 0) {
    const auto at = beyond[0].item<std::int64_t>();
    return fail(ErrorCode::InvalidArgument,
                c10::str("Sample ", first_sample + at, " has the label ", labels[at].item<std::int64_t>(),
                         ", but the model knows the classes 0 to ", classes - 1,
                         ". Choose data that belongs to this model."));
  }
  const at::Tensor right = output.argmax(1).eq(labels).logical_and(output.isnan().any(1).logical_not());
  correct_ += right.sum().item<std::int64_t>();
  samples_ += labels.size(0);
  return {};
}

}  // namespace athena
