// SPDX-License-Identifier: Apache-2.0
#include "core/machine/measure_machine.h"

#include "core/machine/describe.h"
#include "core/machine/peak.h"

namespace athena {
namespace {

constexpr double kBudget = 0.1;  // seconds of each figure

}  // namespace

Result<MachineReport> measure_machine(int threads, const JobContext& job) {
  if (threads < 1)
    return fail(ErrorCode::InvalidArgument,
                "Nothing can be measured on " + std::to_string(threads) + " threads; ask for 1 or more.");
  ATHENA_ASSIGN(MachineReport report, describe_machine());
  report.threads = threads;
  const std::vector<kernels::Isa> isas = kernels::available_isas();
  for (std::size_t i = 0; i < isas.size(); ++i) {
    ATHENA_TRY(job.poll());
    job.progress(static_cast<double>(i) / static_cast<double>(isas.size() + 1), "measuring the peak");
    report.peaks.push_back({std::string(kernels::name(isas[i])), int8_peak_gmacs(isas[i], threads, kBudget),
                            fp32_peak_gmacs(isas[i], threads, kBudget)});
  }
  ATHENA_TRY(job.poll());
  job.progress(0.8, "measuring how fast memory is read");
  report.reading = read_rates(report.caches, threads, kBudget);
  return report;
}

}  // namespace athena
