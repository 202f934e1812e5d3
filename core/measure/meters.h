// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "core/measure/metric_meter.h"

// The families of metrics behind make_meter(); `asked` comes first in their results.
namespace athena {

MeterHandle make_class_meter(std::string asked);  // top1, top5, f1, f1-binary, cross-entropy
MeterHandle make_token_meter(std::string asked);  // perplexity, bits-per-byte; and cross-entropy, top1
MeterHandle make_real_meter(std::string asked);   // mse, mae, r2
MeterHandle make_overlap_meter();                 // miou
MeterHandle make_script_meter(ScriptHandle script, const MetricSpec& spec);

/// Moves the metric of this name to the front, where there is one.
void put_first(std::vector<Metric>& metrics, std::string_view name);

/// InvalidArgument that says which outputs `name` needs for which labels, and what there was.
tl::unexpected<Error> shapes_do_not_fit(const std::string& name, const std::string& needed,
                                        const at::Tensor& output, const at::Tensor& target);

/// InvalidArgument where a target is not below `classes`, or is below 0 and `ignored` does not allow that.
Status check_classes(const at::Tensor& target, std::int64_t classes, bool negative_is_ignored,
                     std::int64_t first_sample);

}  // namespace athena
