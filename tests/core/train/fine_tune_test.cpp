// SPDX-License-Identifier: Apache-2.0
#include "core/train/fine_tune.h"

#include <ATen/Parallel.h>
#include <gmock/gmock.h>

#include <limits>

#include "blobs.h"
#include "core/graph/settle.h"
#include "core/train/sample_order.h"
#include "core/train/training_module.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;

FineTuneOptions options(int64_t epochs = 3) {
  FineTuneOptions options;
  options.epochs = epochs;
  options.batch = 20;
  options.lr = 1e-2;
  options.split = "test";
  options.seed = 5;
  return options;
}

torch::jit::Module quantized_classifier(const at::Tensor& mask = {}) {
  const torch::jit::Module settled = settle(classifier()).value();
  return training_module(settled, {{"first", "int8-dynamic", {}, mask},
                                   {"second", "int4-dynamic", {{"g", int64_t{32}}}, {}}})
      .value();
}

std::vector<at::Tensor> tensors_of(const torch::jit::Module& module) {
  std::vector<at::Tensor> tensors;
  for (const at::Tensor& tensor : module.parameters()) tensors.push_back(tensor.detach().clone());
  return tensors;
}

bool equal(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_bits);
}

class FineTune : public ::testing::Test {
 protected:
  FineTune() {
    at::get_num_threads();
    at::set_num_threads(1);
  }
  const TableData data_ = blobs();
};

TEST_F(FineTune, LowersTheLossAndShowsItLive) {
  std::vector<JobSeriesPoint> points;
  double fraction = 0;
  const JobContext job({}, nullptr, [&](JobContext::Said said) {
    if (const auto* point = std::get_if<JobSeriesPoint>(&said)) points.push_back(*point);
    if (const auto* progress = std::get_if<JobProgress>(&said)) fraction = progress->fraction;
  });
  const auto result = fine_tune(quantized_classifier(), data_, options(10), job);
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->steps, 50);  // 90 samples in batches of 20, the last one smaller
  ASSERT_EQ(points.size(), 50u);
  EXPECT_EQ(points.front().series, "loss");
  EXPECT_EQ(points.back().x, 50);
  EXPECT_LT(result->loss, 0.5 * points.front().y);
  EXPECT_EQ(fraction, 1);
}

TEST_F(FineTune, ASeedDecidesEverything) {
  const torch::jit::Module one = quantized_classifier(), two = quantized_classifier(),
                           other = quantized_classifier();
  ASSERT_TRUE(fine_tune(one, data_, options(), {}));
  ASSERT_TRUE(fine_tune(two, data_, options(), {}));
  FineTuneOptions another = options();
  another.seed = 6;
  ASSERT_TRUE(fine_tune(other, data_, another, {}));
  EXPECT_TRUE(equal(tensors_of(one), tensors_of(two)));
  EXPECT_FALSE(equal(tensors_of(one), tensors_of(other)));
}

// Cancelled after `steps` steps; gives the checkpoint.
std::string cancelled(const torch::jit::Module& module, const DataSource& data, int64_t steps) {
  std::stop_source stop;
  std::string checkpoint;
  const JobContext job(stop.get_token(), nullptr, [&](JobContext::Said said) {
    if (const auto* point = std::get_if<JobSeriesPoint>(&said);
        point && point->x == static_cast<double>(steps))
      stop.request_stop();
  });
  const auto result = fine_tune(module, data, options(), job, [&](std::string_view bytes) -> Status {
    checkpoint = bytes;
    return {};
  });
  EXPECT_TRUE(!result && result.error().code == ErrorCode::Cancelled);
  return checkpoint;
}

TEST_F(FineTune, ResumesBitForBitAsIfNeverStopped) {
  const torch::jit::Module whole = quantized_classifier();
  const auto wanted = fine_tune(whole, data_, options(), {});
  for (const int64_t steps : {1, 4, 5, 7, 14}) {  // within an epoch, and at its end
    SCOPED_TRACE(steps);
    const std::string checkpoint = cancelled(quantized_classifier(), data_, steps);
    const torch::jit::Module resumed = quantized_classifier();
    int64_t first = 0;
    const JobContext job({}, nullptr, [&](JobContext::Said said) {
      if (const auto* point = std::get_if<JobSeriesPoint>(&said); point && first == 0)
        first = static_cast<int64_t>(point->x);
    });
    const auto result = fine_tune(resumed, data_, options(), job, {}, checkpoint);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(first, steps + 1);
    EXPECT_TRUE(equal(tensors_of(whole), tensors_of(resumed)));
    EXPECT_EQ(result->loss, wanted->loss);
  }
}

TEST_F(FineTune, ACheckpointFileAppearsAfterEveryEpoch) {
  const TemporaryFolder folder;
  const std::string path = folder / "training.checkpoint";
  int saved = 0;
  const CheckpointSink file = checkpoint_file(path);
  const torch::jit::Module module = quantized_classifier();
  ASSERT_TRUE(fine_tune(module, data_, options(), {}, [&](std::string_view bytes) {
    ++saved;
    return file(bytes);
  }));
  EXPECT_EQ(saved, 3);
  const torch::jit::Module again = quantized_classifier();
  const auto result = fine_tune(again, data_, options(), {}, {}, read_all(path));
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->steps, 15);
  EXPECT_TRUE(equal(tensors_of(module), tensors_of(again)));
}

TEST_F(FineTune, RefusesAnotherTrainingsOrADamagedCheckpoint) {
  std::string checkpoint = cancelled(quantized_classifier(), data_, 3);
  const auto code = [&](const FineTuneOptions& with, const std::string& bytes) {
    const auto result = fine_tune(quantized_classifier(), data_, with, {}, {}, bytes);
    return result ? ErrorCode::Internal : result.error().code;
  };
  FineTuneOptions other = options();
  other.lr = 0.02;
  EXPECT_EQ(code(other, checkpoint), ErrorCode::InvalidArgument);
  other = options();
  other.identity = "another recipe";
  EXPECT_EQ(code(other, checkpoint), ErrorCode::InvalidArgument);
  EXPECT_EQ(code(options(), checkpoint.substr(0, checkpoint.size() - 1)), ErrorCode::Corruption);
  EXPECT_EQ(code(options(), "short"), ErrorCode::Corruption);
  for (size_t at = 0; at < checkpoint.size(); at += checkpoint.size() / 40) {
    std::string damaged = checkpoint;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(code(options(), damaged), ErrorCode::Corruption) << at;
  }
}

TEST_F(FineTune, MasksHold) {
  const at::Tensor mask = Values(15).normal({32, 16}) > 0;
  const torch::jit::Module module = quantized_classifier(mask);
  ASSERT_TRUE(fine_tune(module, data_, options(), {}));
  const at::Tensor weight = module.attr("first").toModule().attr("weight").toTensor();
  EXPECT_TRUE(weight.masked_select(mask.logical_not()).eq(0).all().item<bool>());
  EXPECT_TRUE(weight.masked_select(mask).ne(0).all().item<bool>());
}

TEST_F(FineTune, SaysAtWhichStepItDiverged) {
  at::Tensor inputs = Values(16).normal({40, 16});
  inputs[static_cast<int64_t>(sample_order(40, 5, 0)[25])][3] = std::numeric_limits<float>::quiet_NaN();
  const TableData bad(inputs, at::zeros({40}, at::kLong));
  const torch::jit::Module module = quantized_classifier();
  const auto result = fine_tune(module, bad, options(), {});
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("at step 2 of epoch 1"));
  for (const at::Tensor& tensor : module.parameters()) EXPECT_TRUE(at::isfinite(tensor).all().item<bool>());
}

TEST_F(FineTune, RefusesWhatItCannotTrain) {
  const auto message = [&](const torch::jit::Module& module, const DataSource& data,
                           const FineTuneOptions& with) {
    const auto result = fine_tune(module, data, with, {});
    return result ? std::string() : result.error().message;
  };
  EXPECT_THAT(message(classifier(), data_, options()), HasSubstr("no weights that can be trained"));
  const TableData far(at::zeros({4, 16}), at::full({4}, 3, at::kLong));
  EXPECT_THAT(message(quantized_classifier(), far, options()), HasSubstr("Label 3 is outside the 3 classes"));
  EXPECT_THAT(message(quantized_classifier(), TableData(at::zeros({4, 16}), at::Tensor()), options()),
              HasSubstr("labelled samples"));
  FineTuneOptions with = options();
  with.loss = "hinge";
  EXPECT_THAT(message(quantized_classifier(), data_, with), HasSubstr("cross_entropy"));
  with = options(0);
  EXPECT_THAT(message(quantized_classifier(), data_, with), HasSubstr("at least one epoch"));
  with = options();
  with.split = "train";
  with.method = "backward";
  EXPECT_THAT(message(quantized_classifier(), data_, with), HasSubstr("no method 'backward'"));
}

TEST(SampleOrder, IsAPermutationThatChangesWithTheEpoch) {
  std::vector<int64_t> order = sample_order(1000, 7, 0);
  EXPECT_EQ(order, sample_order(1000, 7, 0));
  EXPECT_NE(order, sample_order(1000, 7, 1));
  EXPECT_NE(order, sample_order(1000, 8, 0));
  std::sort(order.begin(), order.end());
  for (int64_t i = 0; i < 1000; ++i) EXPECT_EQ(order[static_cast<size_t>(i)], i);
}

}  // namespace
}  // namespace athena::test
