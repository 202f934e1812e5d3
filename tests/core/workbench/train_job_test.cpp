// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/core/base/temporary_folder.h"
#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;

/// Prune, quantize, train: two epochs of four steps.
Recipe prune_quantize_train() {
  Recipe recipe = all_linear("int8-dynamic");
  recipe.seed = 7;
  recipe.steps.insert(recipe.steps.begin(), Step{"prune", {}, {{"", {"Linear"}, "l1", {{"amount", 0.2}}}}});
  recipe.steps.push_back(
      {"train",
       {{"epochs", std::int64_t{2}}, {"batch", std::int64_t{32}}, {"samples", std::int64_t{128}}},
       {}});
  return recipe;
}

TEST(Train, CancelledAndResumedEndsInTheSameFile) {
  const TemporaryFolder folder;
  JobId cut{};
  AtWork work([&](Workbench& workbench, const JobEvent& event) {
    if (const auto* point = std::get_if<JobSeriesPoint>(&event.what); point && point->x >= 3)
      if (event.job == cut) workbench.cancel(event.job);
  });
  const ModelHandle model = work.open("digits_cnn.pt");
  auto request = compression(model, prune_quantize_train(), folder / "whole.pt");
  const auto whole = work.get<Variant>(request);
  ASSERT_TRUE(whole) << whole.error().message << whole.error().details;
  EXPECT_EQ(whole->curve.size(), 8u);

  request.output = folder / "resumed.pt";
  request.checkpoint = folder / "state";
  cut = JobId{3};  // after opening and the first run
  const auto cancelled = work.get<Variant>(request);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"state", "whole.pt"}));

  request.resume = true;
  const auto resumed = work.get<Variant>(request);
  ASSERT_TRUE(resumed) << resumed.error().message;
  EXPECT_EQ(resumed->artefact, whole->artefact);  // bit for bit
  EXPECT_EQ(resumed->measurements.at(0).accuracy->correct, whole->measurements.at(0).accuracy->correct);
}

TEST(Train, NeedsDataWithLabels) {
  const TemporaryFolder folder;
  AtWork work;
  auto request = compression(work.open("digits_cnn.pt"), prune_quantize_train(), folder / "x.pt");
  request.data.clear();
  const auto got = work.get<Variant>(request);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(folder.names(), ::testing::IsEmpty());
}

TEST(Train, OtherJobsAreTimedMeanwhileAndItGoesOn) {
  const TemporaryFolder folder;
  AtWork work;
  const ModelHandle model = work.open("digits_cnn.pt");
  const JobId training = work->submit(compression(model, prune_quantize_train(), folder / "trained.pt"));
  const auto profile = work.get<ModelInfo>(ProfileRequest{model, "", 1, 1});
  EXPECT_TRUE(profile) << profile.error().message;
  const auto trained = work->wait(training);
  EXPECT_TRUE(trained) << trained.error().message;
}

}  // namespace
}  // namespace athena
