// SPDX-License-Identifier: Apache-2.0
#include "core/measure/interval.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace athena {
namespace {

constexpr double kQuantile = 1.959963984540054;  // 97.5 % of the normal distribution

}  // namespace

Metric wilson(std::string name, std::int64_t correct, std::int64_t samples) {
  Metric metric{std::move(name), 0, 0, 1, "wilson", samples, /*higher_is_better=*/true, /*fraction=*/true};
  if (samples == 0) return metric;
  const double z = kQuantile, n = static_cast<double>(samples), p = static_cast<double>(correct) / n;
  const double middle = p + z * z / (2 * n);
  const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 / (1 + z * z / n);
  metric.value = p;
  metric.low = std::max(0.0, (middle - reach) * scale);
  metric.high = std::min(1.0, (middle + reach) * scale);
  return metric;
}

void RunningMean::add(const at::Tensor& values) {
  if (values.numel() == 0) return;
  // Chan, Golub and LeVeque's merge of two means and their squared distances.
  const at::Tensor all = values.to(at::kDouble);
  const double mean = all.mean().item<double>(), squares = all.sub(mean).square().sum().item<double>();
  const double n = static_cast<double>(count_), m = static_cast<double>(all.numel()), apart = mean - mean_;
  count_ += all.numel();
  mean_ += apart * m / (n + m);
  squares_ += squares + apart * apart * n * m / (n + m);
}

Metric RunningMean::metric(std::string name, bool higher_is_better) const {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  Metric metric{std::move(name), count_ > 0 ? mean_ : none, none, none, "", count_, higher_is_better, false};
  if (count_ < 2) return metric;
  const double n = static_cast<double>(count_), reach = kQuantile * std::sqrt(squares_ / (n - 1) / n);
  metric.interval = "normal";
  metric.low = mean_ - reach;
  metric.high = mean_ + reach;
  return metric;
}

}  // namespace athena
