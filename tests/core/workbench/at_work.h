// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "athena/recipe.h"
#include "athena/workbench.h"

namespace athena::test {

inline std::string samples() { return std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/resources/samples"; }
inline std::string sample(const std::string& name) { return samples() + "/" + name; }

/// A workbench that keeps what its jobs say.
class AtWork {
 public:
  explicit AtWork(std::function<void(Workbench&, const JobEvent&)> listener = {}) {
    Workbench::Options options;
    options.threads = 2;
    options.on_event = [this, listener = std::move(listener)](const JobEvent& event) {
      {
        std::lock_guard lock(mutex_);
        events_.push_back(event);
      }
      if (listener) listener(*workbench_, event);
    };
    workbench_ = Workbench::create(std::move(options));
  }

  Workbench& operator*() { return *workbench_; }
  Workbench* operator->() { return workbench_.get(); }

  /// Runs a request to its end.
  template <typename T>
  Result<T> get(Request request) {
    ATHENA_ASSIGN(Outcome outcome, workbench_->wait(workbench_->submit(std::move(request))));
    return std::get<T>(std::move(outcome));
  }

  ModelHandle open(const std::string& name) {
    auto model = get<ModelHandle>(OpenRequest{sample(name)});
    EXPECT_TRUE(model) << model.error().message;
    return model.value_or(nullptr);
  }

  std::vector<std::string> warnings() const {
    std::lock_guard lock(mutex_);
    std::vector<std::string> texts;
    for (const JobEvent& event : events_)
      if (const auto* warning = std::get_if<JobWarning>(&event.what)) texts.push_back(warning->text);
    return texts;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<JobEvent> events_;
  std::unique_ptr<Workbench> workbench_;  // last: its threads use the rest
};

/// Every Linear layer under one scheme.
inline Recipe all_linear(const std::string& scheme) {
  Recipe recipe;
  recipe.name = "all " + scheme;
  recipe.steps = {{"quantize", {}, {{"", {"Linear"}, scheme, {}}}}};
  return recipe;
}

/// Few samples and no timing, which tests have no use for.
inline MeasureOptions quick() {
  MeasureOptions options;
  options.latency = false;
  options.max_samples = 200;
  return options;
}

inline CompressRequest compression(ModelHandle model, Recipe recipe, const std::string& output) {
  CompressRequest request;
  request.model = std::move(model);
  request.recipe = std::move(recipe);
  request.data = samples();
  request.output = output;
  request.options = quick();
  return request;
}

}  // namespace athena::test
