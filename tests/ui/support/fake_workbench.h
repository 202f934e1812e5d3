// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <map>
#include <vector>

#include "athena/workbench.h"
#include "ui/jobs/job_runner.h"

namespace athena::ui::test {

/// A workbench that does nothing by itself: a test sees what was asked for, and says what becomes of it.
class FakeWorkbench : public Workbench {
 public:
  struct Submitted {
    athena::JobId id{};
    Request request;
    bool cancelled = false, paused = false;
  };

  explicit FakeWorkbench(Options options) : m_options(std::move(options)) {}

  athena::JobId submit(Request request) override;
  Result<Outcome> wait(athena::JobId job) override;
  void cancel(athena::JobId job) override;
  void pause(athena::JobId job) override;
  void resume(athena::JobId job) override;
  Result<DatasetInfo> describe_data(const std::string& path) const override;
  Environment environment(int threads) const override;

  // What a test does.
  const std::vector<Submitted>& submitted() const { return m_submitted; }
  /// The last request of a kind; null: there was none.
  template <typename Kind>
  const Submitted* last() const {
    for (auto it = m_submitted.rbegin(); it != m_submitted.rend(); ++it) {
      if (std::holds_alternative<Kind>(it->request)) return &*it;
    }
    return nullptr;
  }
  void say(athena::JobId job, decltype(JobEvent::what) what);
  void start(athena::JobId job) { say(job, JobStateChange{JobState::Running, {}}); }
  void end(athena::JobId job, Result<Outcome> outcome);

 private:
  Options m_options;
  std::vector<Submitted> m_submitted;
  std::map<athena::JobId, Result<Outcome>> m_outcomes;
};

/// A factory for JobRunner; `made` is where the workbench is found afterwards.
JobRunner::Factory fakeFactory(FakeWorkbench*& made);

/// A model of a small transformer: encoder.layers.0..3 with linear1, linear2, self_attn.in_proj and norms, an
/// embedding convolution and a head.
ModelHandle sampleModel(const std::string& path = "/models/digits_transformer.pt",
                        const std::string& hash = {});

/// A transformer of `blocks` encoder layers, six weights in each: encoder.layers.I.linear1, ...
ModelHandle transformer(const std::string& path, int blocks);

/// Its layers in their order, those of encoder layer 1 in a branch within a loop.
ModelOutline sampleOutline(const ModelInfo& info);

/// What a look at a layer's weights could give: a bell, and the grid of what was asked for.
WeightStatistics sampleWeights(const WeightsRequest& request);

/// A machine that was measured, and three layers of sampleModel(): int8-weight slows the last one down.
MachineReport sampleMachine();

/// What a run of `request` could give.
Variant sampleOutcome(const CompressRequest& request, double accuracy, double milliseconds);

}  // namespace athena::ui::test
