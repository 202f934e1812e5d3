// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <utility>

#include "core/measure/interval.h"
#include "core/measure/meters.h"

namespace athena {
namespace {

/// What a TorchScript file says of each sample.
class ScriptMeter : public MetricMeter {
 public:
  ScriptMeter(ScriptHandle script, const MetricSpec& spec)
      : script_(std::move(script)), name_(spec.name), higher_is_better_(spec.higher_is_better) {}

  Status add(const at::Tensor& output, const at::Tensor& target, std::int64_t) override {
    const std::int64_t samples = target.size(0);
    ATHENA_ASSIGN(const at::Tensor values, call(output, target));
    if (values.numel() == samples) {
      mean_.add(values);
      return {};
    }
    if (values.numel() != 1)
      return fail(ErrorCode::InvalidArgument,
                  c10::str("'", script_->path(), "' gave ", values.numel(), " values for ", samples,
                           " samples. It has to give a float per sample."));
    for (std::int64_t i = 0; i < samples; ++i) {  // it gives one value per call
      ATHENA_ASSIGN(const at::Tensor value, call(output.narrow(0, i, 1), target.narrow(0, i, 1)));
      mean_.add(value);
    }
    return {};
  }

  Scores result() const override { return {{mean_.metric(name_, higher_is_better_)}, {}, {}}; }

 private:
  Result<at::Tensor> call(const at::Tensor& output, const at::Tensor& target) const {
    ATHENA_ASSIGN(const c10::IValue value, script_->call({output, target}));
    if (value.isTensor()) return value.toTensor().reshape({-1});
    if (value.isDouble() || value.isInt() || value.isBool())
      return at::full({1}, value.toScalar().toDouble(), at::kDouble);
    if (value.isDoubleList()) return at::tensor(value.toDoubleVector(), at::kDouble);
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", script_->path(), "' gave a ", value.type()->annotation_str(),
                         ". It has to give a float per sample."));
  }

  ScriptHandle script_;
  std::string name_;
  bool higher_is_better_;
  RunningMean mean_;
};

}  // namespace

MeterHandle make_script_meter(ScriptHandle script, const MetricSpec& spec) {
  return std::make_unique<ScriptMeter>(std::move(script), spec);
}

}  // namespace athena
