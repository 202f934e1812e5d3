// SPDX-License-Identifier: Apache-2.0
#include "athena/workbench.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <utility>

#include "core/base/environment.h"
#include "core/data/data_source.h"
#include "core/measure/measuring_environment.h"
#include "core/workbench/guard.h"
#include "core/workbench/jobs.h"
#include "core/workbench/lanes.h"

namespace athena {
namespace {

/// Two jobs at once, so that a training does not hold back a short run; each has half of the cores.
constexpr int kWorkThreads = 2;

void give_thread_its_cores(Lane, int cores) {
  // Reading first: see ThreadCount.
  if (at::get_num_threads() != cores) at::set_num_threads(cores);
}

Lane lane_of(const Request& request) {
  if (std::holds_alternative<ProfileRequest>(request) || std::holds_alternative<MachineRequest>(request))
    return Lane::Exclusive;
  const bool quick = std::holds_alternative<OpenRequest>(request) ||
                     std::holds_alternative<OutlineRequest>(request) ||
                     std::holds_alternative<WeightsRequest>(request);
  return quick ? Lane::Interactive : Lane::Work;
}

class CoreWorkbench : public Workbench {
 public:
  explicit CoreWorkbench(Options options) : lanes_(lane_options(std::move(options))) {}

  JobId submit(Request request) override {
    const Lane lane = lane_of(request);
    return lanes_.submit(lane, [request = std::move(request)](JobRun& run) {
      return guarded([&] { return std::visit([&](const auto& one) { return run_job(one, run); }, request); });
    });
  }

  Result<Outcome> wait(JobId job) override { return lanes_.wait(job); }
  void cancel(JobId job) override { lanes_.cancel(job); }
  void pause(JobId job) override { lanes_.pause(job); }
  void resume(JobId job) override { lanes_.resume(job); }

  Result<DatasetInfo> describe_data(const std::string& path) const override {
    return guarded([&]() -> Result<DatasetInfo> {
      ATHENA_ASSIGN(const DataHandle data, open_data(path));
      return data->info();
    });
  }

  Environment environment(int threads) const override {
    // A wrong ATHENA_FORCE_ISA stops every job that measures, with its reason; a line of status shows "none".
    return measuring_environment(threads).value_or(
        Environment{machine_description(), "none", build_description(), threads});
  }

 private:
  static Lanes::Options lane_options(Options options) {
    const int cores = options.threads > 0 ? options.threads : usable_cores();
    return {cores, std::min(cores, kWorkThreads), std::move(options.on_event), give_thread_its_cores};
  }

  Lanes lanes_;
};

}  // namespace

std::unique_ptr<Workbench> Workbench::create(Options options) {
  return std::make_unique<CoreWorkbench>(std::move(options));
}

}  // namespace athena
