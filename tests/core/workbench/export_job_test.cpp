// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <stdlib.h>

#include <cerrno>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/io_faults.h"
#include "core/base/sha256.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::json;

/// A variant of a sample model in a folder of its own.
class Export : public ::testing::Test {
 protected:
  ExportRequest make(const std::string& model, const Recipe& recipe) {
    original_ = sample(model);
    auto request = compression(work_.open(model), recipe, made_ / "made.pt");
    request.measure = false;
    const auto variant = work_.get<Variant>(std::move(request));
    EXPECT_TRUE(variant) << variant.error().message;
    return {variant.value_or(Variant{}), made_ / "made.pt", original_, out_ / "out.pt", samples()};
  }

  AtWork work_;
  std::string original_;
  const TemporaryFolder made_, out_;
};

TEST_F(Export, IsCheckedInAFreshProcessAndSaysWhatItIs) {
  const ExportRequest request = make("digits_transformer.pt", all_linear("int8-dynamic"));
  const auto done = work_.get<ExportReport>(request);
  ASSERT_TRUE(done) << done.error().message << done.error().details;
  EXPECT_TRUE(done->parity.passed) << done->parity.message;
  EXPECT_EQ(done->parity.max_abs_difference, 0.0);
  EXPECT_EQ(done->parity.agreement.samples, 256);
  EXPECT_FALSE(done->parity.agreement.random_inputs);
  EXPECT_GT(done->parity.agreement.cosine, 0.998);
  EXPECT_THAT(done->parity.layers, ::testing::SizeIs(18));
  for (const LayerReport& layer : done->parity.layers) EXPECT_GT(layer.calls, 0) << layer.path;
  EXPECT_EQ(out_.names(), (std::vector<std::string>{"out.pt", "out.pt.json"}));
  EXPECT_EQ(read_all(out_ / "out.pt"), read_all(request.artefact));

  const Json report = Json::parse(read_all(done->report_path));
  EXPECT_EQ(report.at("schema"), 1);
  EXPECT_EQ(report.at("model").at("sha256"), *sha256_file(out_ / "out.pt"));
  EXPECT_EQ(report.at("original").at("sha256"), request.variant.model_hash);
  EXPECT_EQ(report.at("runtime").at("library"), "libathena_runtime.so");
  EXPECT_EQ(report.at("layers").size(), request.variant.layers.size());
  EXPECT_EQ(parse_recipe(report.at("recipe").dump()).value(), request.variant.recipe);
  EXPECT_THAT(report.at("how_to_load").at("python").dump(), HasSubstr("load_library"));
}

TEST_F(Export, AModelLeftUntouchedIsTheSameBitForBitInAFreshProcess) {
  const ExportRequest request = make("digits_early_exit.pt", Recipe{});
  const auto done = work_.get<ExportReport>(request);
  ASSERT_TRUE(done) << done.error().message << done.error().details;
  EXPECT_EQ(done->parity.max_abs_difference, 0.0);
  EXPECT_TRUE(std::isinf(done->parity.agreement.sqnr_db));  // no output differs from the original's
  EXPECT_EQ(done->parity.agreement.top1, 1);
  const Json report = Json::parse(read_all(done->report_path));
  EXPECT_TRUE(report.at("runtime").is_null());
}

TEST_F(Export, OfAnotherArtefactOrOriginalIsRefused) {
  ExportRequest request = make("digits_cnn.pt", all_linear("int8-dynamic"));
  request.original = sample("digits_early_exit.pt");
  const auto wrong_original = work_.get<ExportReport>(request);
  ASSERT_FALSE(wrong_original);
  EXPECT_THAT(wrong_original.error().message, HasSubstr("has changed since"));
  request.original = original_;
  request.artefact = original_;
  EXPECT_EQ(work_.get<ExportReport>(request).error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(out_.names(), IsEmpty());
}

TEST_F(Export, AFullDiskLeavesWhatWasThere) {
  const ExportRequest request = make("digits_cnn.pt", all_linear("int8-dynamic"));
  write_all(out_ / "out.pt", "an older export");
  for (const IoStep bad : {IoStep::Create, IoStep::Write, IoStep::Rename}) {
    const ScopedIoFault fault([&](IoStep step, const std::string&) { return step == bad ? ENOSPC : 0; });
    const auto done = work_.get<ExportReport>(request);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Io);
    EXPECT_THAT(done.error().message, HasSubstr("full"));
    EXPECT_EQ(out_.names(), std::vector<std::string>{"out.pt"});
    EXPECT_EQ(read_all(out_ / "out.pt"), "an older export");
  }
}

TEST_F(Export, CancelledOrUncheckedLeavesNothing) {
  const ExportRequest request = make("digits_cnn.pt", all_linear("int8-dynamic"));
  AtWork work([](Workbench& workbench, const JobEvent& event) {
    const auto* progress = std::get_if<JobProgress>(&event.what);
    if (progress && progress->doing == "checking the file in a fresh process") workbench.cancel(event.job);
  });
  EXPECT_EQ(work.get<ExportReport>(request).error().code, ErrorCode::Cancelled);
  EXPECT_THAT(out_.names(), IsEmpty());

  const std::string cli = std::getenv("ATHENA_CLI");
  ::setenv("ATHENA_CLI", "/nowhere/athena-cli", 1);
  const auto unchecked = work_.get<ExportReport>(request);
  ::setenv("ATHENA_CLI", cli.c_str(), 1);
  ASSERT_FALSE(unchecked);
  EXPECT_THAT(unchecked.error().message, HasSubstr("/nowhere/athena-cli"));
  EXPECT_THAT(out_.names(), IsEmpty());
}

TEST_F(Export, VerifyComparesWithTheOriginal) {
  AtWork work;
  const auto same =
      work.get<VerifyReport>(VerifyRequest{sample("digits_cnn.pt"), sample("digits_cnn.pt"), samples(), ""});
  ASSERT_TRUE(same) << same.error().message;
  EXPECT_TRUE(same->passed);
  EXPECT_FALSE(same->max_abs_difference);
  EXPECT_TRUE(std::isinf(same->agreement.sqnr_db));
  const auto random =
      work.get<VerifyReport>(VerifyRequest{sample("digits_transformer.pt"), sample("digits_cnn.pt"), "", ""});
  ASSERT_TRUE(random) << random.error().message;
  EXPECT_TRUE(random->agreement.random_inputs);
  const auto wrong = work_.get<VerifyReport>(
      VerifyRequest{sample("digits_cnn.pt"), sample("digits_cnn.pt"), samples(), sample("README.md")});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::Corruption);
}

}  // namespace
}  // namespace athena
