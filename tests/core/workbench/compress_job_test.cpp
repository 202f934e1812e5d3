// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cerrno>

#include "core/base/io_faults.h"
#include "core/base/sha256.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Compress, EveryLinearLayerOfTheTransformerRunsInInt8) {
  const TemporaryFolder folder;
  AtWork work;
  const auto variant = work.get<Variant>(
      compression(work.open("digits_transformer.pt"), all_linear("int8-dynamic"), folder / "int8.pt"));
  ASSERT_TRUE(variant) << variant.error().message << variant.error().details;

  int packed = 0;
  for (const LayerReport& layer : variant->layers) {
    if (layer.kind != "Linear") continue;
    SCOPED_TRACE(layer.path);
    ++packed;
    EXPECT_EQ(layer.scheme, "int8-dynamic");
    EXPECT_EQ(layer.calls, 4);  // 200 samples in batches of 64: no fused op went past it
    EXPECT_THAT(layer.kernel, HasSubstr("s8"));
    EXPECT_LT(layer.bytes_after, layer.bytes_before);
    EXPECT_EQ(layer.reason, "");
  }
  EXPECT_EQ(packed, 18);

  ASSERT_EQ(variant->measurements.size(), 1u);
  const Measurement& measured = variant->measurements[0];
  EXPECT_LE(static_cast<double>(measured.file_bytes),
            0.35 * static_cast<double>(measured.original_file_bytes));
  ASSERT_TRUE(measured.accuracy && measured.original_accuracy && measured.agreement);
  EXPECT_EQ(measured.accuracy->samples, 200);
  EXPECT_NEAR(measured.accuracy->value, measured.original_accuracy->value, 0.011);
  EXPECT_GT(measured.agreement->cosine, 0.998);
  EXPECT_FALSE(measured.latency);
  EXPECT_EQ(measured.split, "test");
  EXPECT_EQ(measured.command, "athena-cli evaluate " + (folder / "int8.pt") + " --against " +
                                  sample("digits_transformer.pt") + " --data " + samples() +
                                  " --split test --samples 200");

  EXPECT_EQ(variant->file_bytes, static_cast<std::int64_t>(read_all(folder / "int8.pt").size()));
  EXPECT_EQ(variant->artefact, *sha256_file(folder / "int8.pt"));
  EXPECT_EQ(folder.names(), std::vector<std::string>{"int8.pt"});
}

TEST(Compress, WithoutDataComparesOnRandomInputs) {
  const TemporaryFolder folder;
  AtWork work;
  auto request = compression(work.open("digits_cnn.pt"), all_linear("int8-dynamic"), folder / "int8.pt");
  request.data.clear();
  const auto variant = work.get<Variant>(std::move(request));
  ASSERT_TRUE(variant) << variant.error().message;
  const Measurement& measured = variant->measurements.at(0);
  EXPECT_FALSE(measured.accuracy);
  EXPECT_EQ(measured.dataset, "");
  ASSERT_TRUE(measured.agreement);
  EXPECT_TRUE(measured.agreement->random_inputs);
  EXPECT_GT(measured.agreement->cosine, 0.99);
}

TEST(Compress, CanLeaveMeasuringOut) {
  const TemporaryFolder folder;
  AtWork work;
  auto request = compression(work.open("digits_cnn.pt"), all_linear("fp16"), folder / "half.pt");
  request.measure = false;
  const auto variant = work.get<Variant>(std::move(request));
  ASSERT_TRUE(variant) << variant.error().message;
  EXPECT_THAT(variant->measurements, IsEmpty());
  EXPECT_GT(variant->file_bytes, 0);
}

TEST(Compress, TimesAgainstTheOptimizedFp32) {
  const TemporaryFolder folder;
  AtWork work;
  auto request = compression(work.open("digits_cnn.pt"), all_linear("int8-dynamic"), folder / "int8.pt");
  request.options.latency = true;
  request.options.latency_batch = 2;
  const auto variant = work.get<Variant>(std::move(request));
  ASSERT_TRUE(variant) << variant.error().message;
  const auto& latency = variant->measurements.at(0).latency;
  ASSERT_TRUE(latency);
  EXPECT_EQ(latency->batch, 2);
  EXPECT_EQ(latency->threads, 1);
  EXPECT_GT(latency->variant.median_ms, 0);
  EXPECT_LE(latency->optimized.median_ms, latency->original.median_ms * 1.5);
  EXPECT_THAT(variant->measurements[0].command, HasSubstr("--batch 2 --threads 1"));
}

TEST(Compress, TwoJobsAtOnceGiveWhatEachGivesAlone) {
  const TemporaryFolder folder;
  AtWork work;
  const ModelHandle model = work.open("digits_transformer.pt");
  const auto agreement = [](const Result<Outcome>& outcome) {
    return std::get<Variant>(*outcome).measurements.at(0).agreement->sqnr_db;
  };
  std::vector<double> alone, together;
  for (const std::string scheme : {"int8-dynamic", "int4-weight"}) {
    const auto got =
        work->wait(work->submit(compression(model, all_linear(scheme), folder / (scheme + ".pt"))));
    ASSERT_TRUE(got) << got.error().message;
    alone.push_back(agreement(got));
  }
  const JobId first = work->submit(compression(model, all_linear("int8-dynamic"), folder / "first.pt"));
  const JobId second = work->submit(compression(model, all_linear("int4-weight"), folder / "second.pt"));
  for (const JobId job : {first, second}) {
    const auto got = work->wait(job);
    ASSERT_TRUE(got) << got.error().message;
    together.push_back(agreement(got));
  }
  EXPECT_NEAR(together[0], alone[0], 1e-3);
  EXPECT_NEAR(together[1], alone[1], 1e-3);
  EXPECT_EQ(read_all(folder / "first.pt"), read_all(folder / "int8-dynamic.pt"));
}

TEST(Compress, CancelledAtAnyMomentLeavesNoFile) {
  for (const int moment : {1, 2, 3, 5, 8, 12}) {
    SCOPED_TRACE(moment);
    const TemporaryFolder folder;
    int seen = 0;  // events of one job come one at a time
    AtWork work([&](Workbench& workbench, const JobEvent& event) {
      const auto* progress = std::get_if<JobProgress>(&event.what);
      if (progress && event.job != JobId{1} && ++seen == moment) workbench.cancel(event.job);
    });
    const ModelHandle model = work.open("digits_transformer.pt");
    const auto outcome =
        work->wait(work->submit(compression(model, all_linear("int8-dynamic"), folder / "int8.pt")));
    if (outcome) {  // it had ended before
      EXPECT_LT(seen, moment + 1);
      EXPECT_EQ(folder.names(), std::vector<std::string>{"int8.pt"});
    } else {
      EXPECT_EQ(outcome.error().code, ErrorCode::Cancelled) << outcome.error().message;
      EXPECT_THAT(folder.names(), IsEmpty());
    }
  }
}

TEST(Compress, GoesOnAfterAPause) {
  const TemporaryFolder folder;
  std::atomic<bool> held{false};
  AtWork work([&](Workbench& workbench, const JobEvent& event) {
    if (event.job == JobId{1}) return;
    if (std::holds_alternative<JobProgress>(event.what) && !held.exchange(true)) workbench.pause(event.job);
    if (const auto* change = std::get_if<JobStateChange>(&event.what);
        change && change->state == JobState::Paused)
      workbench.resume(event.job);
  });
  const ModelHandle model = work.open("digits_cnn.pt");
  const auto variant = work.get<Variant>(compression(model, all_linear("int8-dynamic"), folder / "int8.pt"));
  EXPECT_TRUE(held);
  EXPECT_TRUE(variant) << variant.error().message;
}

TEST(Compress, AFullOrReadOnlyDiskLosesNothing) {
  const TemporaryFolder folder;
  AtWork work;
  const ModelHandle model = work.open("digits_cnn.pt");
  write_all(folder / "int8.pt", "what stood there before");
  struct Case {
    IoStep step;
    int error;
    const char* words;
  };
  for (const Case& bad : {Case{IoStep::Create, EROFS, "read-only"}, Case{IoStep::Sync, ENOSPC, "full"},
                          Case{IoStep::Rename, ENOSPC, "full"}}) {
    SCOPED_TRACE(bad.words);
    const ScopedIoFault fault(
        [&](IoStep step, const std::string&) { return step == bad.step ? bad.error : 0; });
    const auto got = work.get<Variant>(compression(model, all_linear("int8-dynamic"), folder / "int8.pt"));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, ErrorCode::Io) << got.error().message;
    EXPECT_THAT(got.error().message, HasSubstr(bad.words));
    EXPECT_EQ(folder.names(), std::vector<std::string>{"int8.pt"});
    EXPECT_EQ(read_all(folder / "int8.pt"), "what stood there before");
  }
  const auto got =
      work.get<Variant>(compression(model, all_linear("int8-dynamic"), folder / "no/such/folder.pt"));
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::NotFound);
}

TEST(Compress, WrongRequestsAreRefusedBeforeAnythingRuns) {
  const TemporaryFolder folder;
  AtWork work;
  const ModelHandle model = work.open("digits_cnn.pt");
  const auto error = [&](CompressRequest request) {
    const auto got = work.get<Variant>(std::move(request));
    EXPECT_FALSE(got);
    EXPECT_THAT(folder.names(), IsEmpty());
    return got ? Error{} : got.error();
  };
  EXPECT_EQ(error(compression(nullptr, all_linear("fp16"), folder / "x.pt")).code,
            ErrorCode::InvalidArgument);
  auto request = compression(model, all_linear("fp16"), folder / "x.pt");
  request.options.split = "holiday";
  EXPECT_THAT(error(request).message, HasSubstr("'holiday'"));
  request = compression(model, {}, folder / "x.pt");
  request.recipe.steps = {{"quantize", {}, {{"no.such.layer", {}, "fp16", {}}}}};
  EXPECT_THAT(error(request).message, HasSubstr("no.such.layer"));
  request.recipe.steps = {{"quantize", {}, {{"*", {}, "int8-dynamic", {}}}}};
  request.strict = true;  // the convolutions are skipped
  EXPECT_EQ(error(request).code, ErrorCode::Unmet);
  request = compression(model, {}, folder / "x.pt");
  request.recipe.steps = {{"train", {}, {}}};
  request.options.split = "train";
  EXPECT_THAT(error(request).message, HasSubstr("'train'"));
}

}  // namespace
}  // namespace athena
