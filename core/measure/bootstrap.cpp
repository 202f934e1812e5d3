// SPDX-License-Identifier: Apache-2.0
#include "core/measure/bootstrap.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <limits>
#include <utility>

namespace athena {
namespace {

constexpr std::int64_t kReplicates = 200;

}  // namespace

void BootstrapSums::add(const at::Tensor& statistics) {
  if (!totals_.defined()) {
    totals_ = at::zeros({statistics.size(1)}, at::kDouble);
    replicates_ = at::zeros({kReplicates, statistics.size(1)}, at::kDouble);
  }
  const at::Generator generator = at::detail::createCPUGenerator(0x5EED + batches_++);
  const at::Tensor weights = at::poisson(at::ones({kReplicates, statistics.size(0)}, at::kDouble), generator);
  totals_ = totals_ + statistics.sum(0);
  replicates_ = replicates_ + weights.matmul(statistics);
}

Metric BootstrapSums::metric(std::string name, const std::function<at::Tensor(const at::Tensor&)>& value,
                             std::int64_t samples, bool higher_is_better, bool fraction) const {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  Metric metric{std::move(name),
                value(totals_.unsqueeze(0)).item<double>(),
                none,
                none,
                "bootstrap",
                samples,
                higher_is_better,
                fraction};
  const at::Tensor values = value(replicates_);
  const at::Tensor finite = values.masked_select(values.isfinite());
  if (finite.numel() == 0) return metric;
  const at::Tensor ends = at::quantile(finite, at::tensor({0.025, 0.975}, at::kDouble));
  metric.low = ends[0].item<double>();
  metric.high = ends[1].item<double>();
  return metric;
}

}  // namespace athena
