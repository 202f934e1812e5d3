// SPDX-License-Identifier: Apache-2.0
#include "core/measure/metric_meter.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <utility>

#include "core/measure/meters.h"

namespace athena {
namespace {

using Choice = MeterHandle (*)(const at::Tensor& output, const at::Tensor& target);

/// Of the family that the first batch suggests.
class ChosenMeter : public MetricMeter {
 public:
  explicit ChosenMeter(Choice choose) : choose_(choose) {}

  Status add(const at::Tensor& output, const at::Tensor& target, std::int64_t first_sample) override {
    if (!meter_) meter_ = choose_(output, target);
    return meter_->add(output, target, first_sample);
  }
  Scores result() const override { return meter_ ? meter_->result() : Scores(); }

 private:
  Choice choose_;
  MeterHandle meter_;
};

/// The labels' type and shape decide.
MeterHandle guessed(const at::Tensor& output, const at::Tensor& target) {
  if (target.is_floating_point()) return make_real_meter({});
  if (target.dim() <= 1) return make_class_meter({});
  if (target.dim() == 2 && output.dim() == 3 && output.size(1) == target.size(1)) return make_token_meter({});
  return make_overlap_meter();
}

/// More than one family has it.
MeterHandle cross_entropy(const at::Tensor&, const at::Tensor& target) {
  constexpr const char* kName = "cross-entropy";
  return target.dim() == 2 ? make_token_meter(kName) : make_class_meter(kName);
}

}  // namespace

std::optional<Accuracy> Scores::accuracy() const {
  for (const Metric& metric : metrics)
    if (metric.name == "top1" && metric.interval == "wilson")
      return Accuracy{metric.value, metric.low, metric.high, std::count(right.begin(), right.end(), '1'),
                      metric.samples};
  return std::nullopt;
}

void put_first(std::vector<Metric>& metrics, std::string_view name) {
  const auto found =
      std::find_if(metrics.begin(), metrics.end(), [&](const Metric& m) { return m.name == name; });
  if (found != metrics.end()) std::rotate(metrics.begin(), found, found + 1);
}

tl::unexpected<Error> shapes_do_not_fit(const std::string& name, const std::string& needed,
                                        const at::Tensor& output, const at::Tensor& target) {
  return fail(ErrorCode::InvalidArgument,
              c10::str(name, " needs ", needed, " from the model, which gave ", output.dtype().name(), " ",
                       output.sizes(), " for labels ", target.dtype().name(), " ", target.sizes(), " of ",
                       target.size(0), " samples. Name the scored output in the data file (\"output\")."));
}

Status check_classes(const at::Tensor& target, std::int64_t classes, bool negative_is_ignored,
                     std::int64_t first_sample) {
  at::Tensor beyond = target.ge(classes);
  if (!negative_is_ignored) beyond = beyond.logical_or(target.lt(0));
  const at::Tensor found = beyond.nonzero();
  if (found.numel() == 0) return {};
  const std::int64_t value = target.masked_select(beyond)[0].item<std::int64_t>();
  return fail(ErrorCode::InvalidArgument,
              c10::str("Sample ", first_sample + found[0][0].item<std::int64_t>(), " has the label ", value,
                       ", but the model knows the classes 0 to ", classes - 1,
                       ". Choose data that belongs to this model."));
}

MeterHandle make_meter(const DataSource& data) {
  const MetricSpec& spec = data.metric();
  if (const ScriptHandle script = data.metric_script()) return make_script_meter(script, spec);
  const std::string& name = spec.name;
  if (name == "cross-entropy") return std::make_unique<ChosenMeter>(cross_entropy);
  if (name == "perplexity" || name == "bits-per-byte") return make_token_meter(name);
  if (name == "mse" || name == "mae" || name == "r2") return make_real_meter(name);
  if (name == "miou") return make_overlap_meter();
  if (!name.empty()) return make_class_meter(name);
  return std::make_unique<ChosenMeter>(guessed);
}

}  // namespace athena
