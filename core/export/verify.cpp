// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify.h"

#include <c10/util/StringUtil.h>

#include <algorithm>
#include <cmath>

#include "core/export/seen_outputs.h"
#include "core/graph/runnable_model.h"
#include "core/measure/agreement.h"
#include "core/measure/coverage.h"

namespace athena {
namespace {

constexpr double kTolerance = 1e-5;  // of the largest output: another LibTorch may add in another order

double largest_output(const SeenOutputs& seen) {
  double largest = 0;
  for (const at::Tensor& output : seen.outputs)
    if (output.numel() > 0)
      largest = std::max(largest, output.to(at::kDouble).nan_to_num(0, 0, 0).abs().max().item<double>());
  return largest;
}

Result<Agreement> agreement_of(const SeenOutputs& original, const SeenOutputs& variant) {
  AgreementMeter meter;
  for (std::size_t i = 0; i < original.outputs.size(); ++i)
    ATHENA_TRY(meter.add(original.outputs[i], variant.outputs[i]));
  return meter.result();
}

/// Fills in `passed` and `message` from the figures.
void judge(VerifyReport& report, double largest) {
  const std::string inputs = c10::str(
      report.agreement.samples, report.agreement.random_inputs ? " random inputs" : " held-out samples");
  const bool same = !report.max_abs_difference || *report.max_abs_difference <= kTolerance * largest;
  const bool defined = !std::isnan(report.agreement.cosine);
  report.passed = same && defined;
  if (!same)
    report.message =
        c10::str("On ", inputs, " the file gives other outputs than its exporter saw: they differ by up to ",
                 *report.max_abs_difference, ", more than ", kTolerance, " of the largest output.");
  else if (!defined)
    report.message = c10::str("On ", inputs, " the file gives NaN where the original gives numbers.");
  else if (!report.max_abs_difference)
    report.message = c10::str("The file loads and runs on ", inputs, ".");
  else if (*report.max_abs_difference == 0)
    report.message = c10::str("The file gives exactly what its exporter saw, on ", inputs, ".");
  else
    report.message = c10::str("The file gives what its exporter saw but for ", *report.max_abs_difference,
                              ", less than ", kTolerance, " of the largest output, on ", inputs, ".");
}

}  // namespace

Result<VerifyReport> verify_file(const VerifyOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const RunnableModel model, load_runnable(options.model, job));
  ATHENA_ASSIGN(const RunnableModel original, load_runnable(options.against, job));
  ATHENA_ASSIGN(const DataHandle data, open_optional_data(options.data, job));
  ATHENA_ASSIGN(const ModelInputs inputs,
                held_out_inputs(data, original.module, kSeenSamples, job.part(0, 0.2)));
  reset_coverage(model.module);
  ATHENA_ASSIGN(const SeenOutputs seen, see_outputs(model.module, inputs, job.part(0.2, 0.6)));

  VerifyReport report;
  report.layers = coverage(model.module);
  if (!options.expected.empty()) {
    ATHENA_ASSIGN(const SeenOutputs expected, read_outputs(options.expected));
    ATHENA_ASSIGN(report.max_abs_difference, max_abs_difference(seen, expected));
  }
  ATHENA_ASSIGN(const SeenOutputs from_original, see_outputs(original.module, inputs, job.part(0.6, 1)));
  ATHENA_ASSIGN(report.agreement, agreement_of(from_original, seen));
  report.agreement.random_inputs = inputs.data->is_random();
  judge(report, largest_output(seen));
  return report;
}

}  // namespace athena
