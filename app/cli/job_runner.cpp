// SPDX-License-Identifier: Apache-2.0
#include "app/cli/job_runner.h"

namespace athena::cli {

JobRunner::JobRunner() {
  Workbench::Options options;
  options.on_event = [this](const JobEvent& event) { progress_.show(event); };
  workbench_ = Workbench::create(std::move(options));
}

Result<Outcome> JobRunner::finish(Request request) {
  if (interrupt_.requested()) return fail(ErrorCode::Cancelled, "Cancelled.");
  const JobId job = workbench_->submit(std::move(request));
  interrupt_.on_request([this, job] { workbench_->cancel(job); });
  auto outcome = workbench_->wait(job);
  interrupt_.on_request(nullptr);
  progress_.clear();
  return outcome;
}

}  // namespace athena::cli
