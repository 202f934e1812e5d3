// SPDX-License-Identifier: Apache-2.0
#include "core/measure/weight_statistics.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/measure/order_statistics.h"

namespace athena {
namespace {

constexpr int kMostBins = 4096, kMagnitudes = 100;
constexpr std::array kPercents = {0.1, 1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0, 99.9};

/// Of the nearest rank, so that every percentile is one of the values.
std::int64_t rank_of(double percent, std::int64_t values) {
  return std::llround(percent / 100 * static_cast<double>(values - 1));
}

void add_percentiles(const at::Tensor& finite, WeightStatistics& statistics) {
  const std::span values(finite.const_data_ptr<float>(), static_cast<std::size_t>(finite.numel()));
  std::vector<std::int64_t> ranks;
  for (const double percent : kPercents) ranks.push_back(rank_of(percent, finite.numel()));
  const auto at_ranks = order_statistics(values, ranks);
  for (std::size_t i = 0; i < kPercents.size(); ++i)
    statistics.percentiles.push_back({kPercents[i], at_ranks[i]});
  ranks.clear();
  for (int percent = 0; percent <= kMagnitudes; ++percent) ranks.push_back(rank_of(percent, finite.numel()));
  const auto magnitudes = order_statistics(values, ranks, OrderBy::Magnitude);
  statistics.magnitudes.assign(magnitudes.begin(), magnitudes.end());
}

void add_moments(const at::Tensor& finite, int bins, WeightStatistics& statistics) {
  statistics.zeros = finite.eq(0).sum().item<std::int64_t>();
  const auto [low, high] = finite.aminmax();
  statistics.low = low.item<double>();
  statistics.high = high.item<double>();
  const auto [deviation, mean] = at::std_mean(finite, /*unbiased=*/false);
  statistics.mean = mean.item<double>();
  statistics.deviation = deviation.item<double>();
  if (statistics.low == statistics.high) {
    statistics.histogram = {finite.numel()};
    return;
  }
  const at::Tensor counts = at::histc(finite, bins, low.item(), high.item()).to(at::kLong);
  statistics.histogram.assign(counts.const_data_ptr<std::int64_t>(),
                              counts.const_data_ptr<std::int64_t>() + bins);
}

void add_channels(const at::Tensor& rows, const at::Tensor& is_finite, WeightStatistics& statistics) {
  const bool all = statistics.not_finite == 0;
  const at::Tensor low = (all ? rows : rows.masked_fill(~is_finite, INFINITY)).amin(1);
  const at::Tensor high = (all ? rows : rows.masked_fill(~is_finite, -INFINITY)).amax(1);
  const auto lows = low.accessor<float, 1>(), highs = high.accessor<float, 1>();
  for (std::int64_t i = 0; i < low.numel(); ++i) {
    const bool any = lows[i] <= highs[i];
    statistics.channels.push_back({any ? lows[i] : 0, any ? highs[i] : 0});
  }
}

}  // namespace

at::Tensor channel_rows(const StoredLayer& layer) {
  const at::Tensor weight = layer.weight.detach();
  if (weight.dim() < 2) return weight.reshape({1, -1});
  const bool transposed = layer.info.kind.starts_with("ConvTranspose");
  return (transposed ? weight.transpose(0, 1) : weight).flatten(1);
}

Result<WeightStatistics> weight_statistics(const StoredLayer& layer, int bins) {
  if (bins < 1 || bins > kMostBins)
    return fail(ErrorCode::InvalidArgument,
                c10::str(bins, " bins; a histogram has from 1 to ", kMostBins, "."));
  const at::Tensor& weight = layer.weight;
  if (weight.layout() != at::kStrided || weight.is_quantized() || at::isComplexType(weight.scalar_type()))
    return fail(ErrorCode::NotSupported,
                c10::str("The weight of '", layer.info.path, "' is ", weight.toString(),
                         ", whose values have no order; choose another layer."));
  WeightStatistics statistics;
  statistics.layer = layer.info.path;
  statistics.tensor = layer.weight_path;
  statistics.shape = weight.sizes().vec();
  statistics.dtype = layer.info.dtype;
  statistics.values = weight.numel();
  if (statistics.values == 0) return statistics;
  const at::NoGradGuard no_grad;
  const at::Tensor rows = channel_rows(layer).to(at::kFloat).contiguous();
  const at::Tensor is_finite = rows.isfinite();
  statistics.not_finite = statistics.values - is_finite.sum().item<std::int64_t>();
  if (weight.dim() > 1) add_channels(rows, is_finite, statistics);
  if (statistics.not_finite == statistics.values) return statistics;
  const at::Tensor finite = statistics.not_finite == 0 ? rows.flatten() : rows.masked_select(is_finite);
  add_moments(finite, bins, statistics);
  add_percentiles(finite, statistics);
  return statistics;
}

}  // namespace athena
