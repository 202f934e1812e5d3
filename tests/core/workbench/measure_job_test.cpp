// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/core/base/temporary_folder.h"
#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;
using ::testing::HasSubstr;

std::string big_endian(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
          static_cast<char>(value)};
}

/// MNIST-style test images of side x side pixels, all with the same label.
void write_idx(const TemporaryFolder& folder, std::uint32_t count, std::uint32_t side, char label) {
  write_all(folder / "t10k-images-idx3-ubyte", big_endian(0x803) + big_endian(count) + big_endian(side) +
                                                   big_endian(side) + std::string(count * side * side, '\1'));
  write_all(folder / "t10k-labels-idx1-ubyte",
            big_endian(0x801) + big_endian(count) + std::string(count, label));
}

TEST(Measure, AFileByItself) {
  AtWork work;
  const auto got =
      work.get<Measurement>(MeasureRequest{sample("digits_early_exit.pt"), "", samples(), true, quick()});
  ASSERT_TRUE(got) << got.error().message;
  ASSERT_TRUE(got->accuracy);
  EXPECT_GT(got->accuracy->value, 0.95);
  EXPECT_EQ(got->accuracy->samples, 200);
  EXPECT_FALSE(got->agreement);
  EXPECT_EQ(got->environment, work->environment(1));
  EXPECT_EQ(got->command, "athena-cli evaluate " + sample("digits_early_exit.pt") + " --data " + samples() +
                              " --split test --samples 200");
}

TEST(Measure, AFileAgainstAnother) {
  AtWork work;
  const auto got = work.get<Measurement>(
      MeasureRequest{sample("digits_cnn.pt"), sample("digits_transformer.pt"), samples(), true, quick()});
  ASSERT_TRUE(got) << got.error().message;
  ASSERT_TRUE(got->accuracy && got->original_accuracy && got->agreement);
  EXPECT_GT(got->agreement->top1, 0.9);
  EXPECT_LT(got->agreement->cosine, 0.9999);
  EXPECT_LT(got->file_bytes, got->original_file_bytes);
}

TEST(Measure, DataOfAnotherShapeIsRefused) {
  const TemporaryFolder folder;
  write_idx(folder, 4, 14, 1);
  AtWork work;
  const auto got =
      work.get<Measurement>(MeasureRequest{sample("digits_cnn.pt"), "", folder.path(), true, quick()});
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(got.error().message, HasSubstr("[4, 1, 14, 14]"));
  EXPECT_THAT(got.error().message, Not(HasSubstr("\n")));
}

TEST(Measure, LabelsBeyondTheClassesAreRefused) {
  const TemporaryFolder folder;
  write_idx(folder, 4, 28, 42);
  AtWork work;
  const auto got =
      work.get<Measurement>(MeasureRequest{sample("digits_cnn.pt"), "", folder.path(), true, quick()});
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::InvalidArgument);
  EXPECT_THAT(got.error().message, HasSubstr("label 42"));
}

TEST(Measure, WrongOptionsAreRefused) {
  AtWork work;
  const auto error = [&](MeasureOptions options) {
    const auto got =
        work.get<Measurement>(MeasureRequest{sample("digits_cnn.pt"), "", samples(), true, options});
    EXPECT_FALSE(got);
    return got ? Error{} : got.error();
  };
  MeasureOptions options = quick();
  options.split = "holiday";
  EXPECT_THAT(error(options).message, HasSubstr("'holiday'"));
  options = quick();
  options.batch = 0;
  EXPECT_EQ(error(options).code, ErrorCode::InvalidArgument);
  options = quick();
  options.latency = true;
  options.threads = 0;
  EXPECT_THAT(error(options).message, HasSubstr("0 threads"));
  options.threads = 1;
  options.latency_batch = 20000;
  EXPECT_EQ(error(options).code, ErrorCode::InvalidArgument);
}

TEST(Profile, GivesEveryLayerItsShare) {
  AtWork work;
  const ModelHandle model = work.open("digits_cnn.pt");
  ASSERT_TRUE(model);
  for (const std::string& data : {std::string(), samples()}) {
    const auto info = work.get<ModelInfo>(ProfileRequest{model, data, 4, 1});
    ASSERT_TRUE(info) << info.error().message;
    double sum = 0;
    for (const LayerInfo& layer : info->layers) {
      if (layer.sites.empty()) continue;
      SCOPED_TRACE(layer.path);
      ASSERT_TRUE(layer.time_share);
      EXPECT_GT(*layer.time_share, 0);
      sum += *layer.time_share;
    }
    EXPECT_GT(sum, 0);
    EXPECT_LE(sum, 1.0001);
  }
  EXPECT_EQ(work.get<ModelInfo>(ProfileRequest{model, "", 0, 1}).error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena
