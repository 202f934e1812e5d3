// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/data/data_source.h"
#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OpenData : public TemporaryFolder {
 protected:
  /// Ten training and five test samples of 2 x 3 pixels, labels 0..2.
  void write_digits() const {
    write_gzip("train-images-idx3-ubyte.gz", idx_bytes(0x08, {10, 2, 3}, ramp(60)));
    write_gzip("train-labels-idx1-ubyte.gz", idx_bytes(0x08, {10}, std::string("\0\1\2\0\1\2\0\1\2\0", 10)));
    write("t10k-images-idx3-ubyte", idx_bytes(0x08, {5, 2, 3}, ramp(30)));
    write("t10k-labels-idx1-ubyte", idx_bytes(0x08, {5}, std::string("\2\1\0\2\1", 5)));
  }
  std::string write_data_file(const std::string& inputs, const std::string& splits) const {
    return write("digits.data.json", R"({"athena_data": 1, "sources": {"all": {"idx": {"image":
      "train-images-idx3-ubyte.gz", "label": "train-labels-idx1-ubyte.gz"}}}, "inputs": )" +
                                         inputs + R"(, "label": "label", "splits": )" + splits + "}");
  }
  std::string message_of(const std::string& path) const {
    const auto data = open_data(path);
    EXPECT_FALSE(data) << path << " was opened";
    return data ? "" : data.error().message;
  }
};

TEST_F(OpenData, AFolderOfIdxFilesHasTwoSplits) {
  write_digits();
  const auto data = open_data(folder_.string());
  ASSERT_TRUE(data) << data.error().message;
  const DatasetInfo& info = (*data)->info();
  ASSERT_EQ(info.splits.size(), 2u);
  EXPECT_EQ(info.splits[0].name, "train");
  EXPECT_EQ(*(*data)->samples("train"), 10);
  EXPECT_EQ(*(*data)->samples("test"), 5);
  EXPECT_EQ(info.classes, 3);
  EXPECT_THAT(info.sample_shape, ElementsAre(1, 2, 3));
  EXPECT_EQ(info.fingerprint.size(), 64u);
}

TEST_F(OpenData, BytesBecomeFloatsUpToOne) {
  write_digits();
  const auto data = open_data((folder_ / "t10k-images-idx3-ubyte").string());
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->info().splits.front().name, "test");
  const auto batch = (*data)->read("test", 1, 4);
  ASSERT_TRUE(batch) << batch.error().message;
  ASSERT_EQ(batch->inputs.size(), 1u);
  const at::Tensor images = batch->inputs[0].toTensor();
  EXPECT_THAT(images.sizes().vec(), ElementsAre(3, 1, 2, 3));
  const at::Tensor expected = at::arange(6, 24, at::kFloat).reshape({3, 1, 2, 3}).div(255);
  EXPECT_TRUE(at::allclose(images, expected, 0, 1e-7));  // one rounding of 1/255 apart
  EXPECT_TRUE(at::equal(batch->labels, at::tensor({1, 0, 2}, at::kLong)));
}

TEST_F(OpenData, WithoutLabelsThereAreNone) {
  const auto data = open_data(write("images.idx3", idx_bytes(0x08, {5, 2, 3}, ramp(30))));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_FALSE((*data)->has_labels("test"));
  EXPECT_EQ((*data)->info().classes, 0);
  EXPECT_FALSE((*data)->read("test", 0, 2)->labels.defined());
}

TEST_F(OpenData, ADataFileBindsAndSplits) {
  write_digits();
  const auto data = open_data(write_data_file(
      R"([{"column": "image", "argument": "x", "shape": [6], "scale": 2, "mean": 1, "std": 4}])",
      R"({"train": {"source": "all", "end": 6}, "test": {"source": "all", "begin": 6}})"));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->info().name, "digits");
  EXPECT_THAT((*data)->arguments(), ElementsAre("x"));
  EXPECT_EQ(*(*data)->samples("test"), 4);
  const auto batch = (*data)->read("test", std::vector<std::int64_t>{3, 0});
  ASSERT_TRUE(batch) << batch.error().message;
  const at::Tensor bytes = at::arange(60, at::kFloat).reshape({10, 6});
  const at::Tensor expected = at::stack({bytes[9], bytes[6]}).mul(2).sub(1).div(4);
  EXPECT_TRUE(at::equal(batch->inputs[0].toTensor(), expected));
  EXPECT_TRUE(at::equal(batch->labels, at::tensor({0, 0}, at::kLong)));
}

TEST_F(OpenData, IntegersStayIntegersWhenAsked) {
  write_digits();
  const auto data = open_data(write_data_file(R"([{"column": "image", "dtype": "int64", "shape": [6]}])",
                                              R"({"test": {"source": "all"}})"));
  ASSERT_TRUE(data) << data.error().message;
  const auto batch = (*data)->read("test", 0, 2);
  ASSERT_TRUE(batch);
  EXPECT_TRUE(at::equal(batch->inputs[0].toTensor(), at::arange(12, at::kLong).reshape({2, 6})));
}

TEST_F(OpenData, AValueIsGivenToEveryBatchAsItIs) {
  write_digits();
  const auto data = open_data(write_data_file(
      R"([{"value": 16000, "argument": "sr"}, {"column": "image", "argument": "x"}, {"value": 0.5},
          {"value": true}, {"value": "mean"}, {"value": [1, 2]}, {"value": [1, 2.5]},
          {"value": 3, "dtype": "int64"}, {"value": [1, 2.5], "dtype": "float32"}])",
      R"({"test": {"source": "all", "begin": 6}})"));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_THAT((*data)->info().sample_shape, ElementsAre(1, 2, 3));  // of what a column feeds
  const auto batch = (*data)->read("test", 0, 2);
  ASSERT_TRUE(batch) << batch.error().message;
  const std::vector<c10::IValue>& inputs = batch->inputs;
  ASSERT_EQ(inputs.size(), 9u);
  EXPECT_EQ(inputs[0].toInt(), 16000);
  EXPECT_THAT(inputs[1].toTensor().sizes().vec(), ElementsAre(2, 1, 2, 3));
  EXPECT_EQ(inputs[2].toDouble(), 0.5);
  EXPECT_TRUE(inputs[3].toBool());
  EXPECT_EQ(inputs[4].toStringRef(), "mean");
  EXPECT_THAT(inputs[5].toIntVector(), ElementsAre(1, 2));
  EXPECT_THAT(inputs[6].toDoubleVector(), ElementsAre(1, 2.5));
  EXPECT_TRUE(at::equal(inputs[7].toTensor(), at::scalar_tensor(3, at::kLong)));
  EXPECT_TRUE(at::equal(inputs[8].toTensor(), at::tensor({1.0, 2.5}, at::kFloat)));
}

TEST_F(OpenData, AValueOfAnotherTypeThanItsTensorIsNamed) {
  write_digits();
  const auto with = [&](const std::string& value) {
    return message_of(
        write_data_file("[{\"column\": \"image\"}, " + value + "]", R"({"test": {"source": "all"}})"));
  };
  EXPECT_THAT(with(R"({"value": 1, "dtype": "int3"})"),
              HasSubstr("the value 1 has an unknown dtype \"int3\""));
  EXPECT_THAT(with(R"({"value": "a", "dtype": "int64"})"), HasSubstr("is a text"));
}

TEST_F(OpenData, TheFingerprintFollowsContentAndBindingAlone) {
  write_digits();
  const std::string splits = R"({"test": {"source": "all"}})";
  const auto fingerprint = [&](const std::string& inputs) {
    return (*open_data(write_data_file(inputs, splits)))->info().fingerprint;
  };
  const std::string before = fingerprint(R"([{"column": "image"}])");
  EXPECT_NE(before, fingerprint(R"([{"column": "image", "scale": 1}])"));
  const std::string images = read((folder_ / "t10k-images-idx3-ubyte").string());
  write("train-images-idx3-ubyte.gz", idx_bytes(0x08, {10, 2, 3}, ramp(60)));  // plain now
  EXPECT_EQ(before, fingerprint(R"([{"column": "image"}])"));
  std::string changed = ramp(60);
  changed[7] = 'x';
  write("train-images-idx3-ubyte.gz", idx_bytes(0x08, {10, 2, 3}, changed));
  EXPECT_NE(before, fingerprint(R"([{"column": "image"}])"));
}

TEST_F(OpenData, MistakesAreNamed) {
  write_digits();
  EXPECT_THAT(message_of("/nowhere/at/all"), HasSubstr("/nowhere/at/all"));
  const std::string test = R"({"test": {"source": "all"}})";
  EXPECT_THAT(message_of(write_data_file(R"([{"column": "pixels"}])", test)), HasSubstr("\"pixels\""));
  EXPECT_THAT(message_of(write_data_file(R"([{"column": "image", "shape": [7]}])", test)), HasSubstr("[7]"));
  EXPECT_THAT(message_of(write_data_file(R"([{"column": "image", "dtype": "int64", "scale": 2}])", test)),
              HasSubstr("integers"));
  EXPECT_THAT(message_of(write_data_file(R"([{"column": "image", "mean": [1, 2]}])", test)),
              HasSubstr("channels"));
  EXPECT_THAT(message_of(write_data_file(R"([{"column": "image"}])", R"({"test": {"source": "x"}})")),
              HasSubstr("unknown source \"x\""));
  EXPECT_THAT(
      message_of(write_data_file(R"([{"column": "image"}])", R"({"test": {"source": "all", "end": 11}})")),
      HasSubstr("of 10"));
  std::filesystem::remove(folder_ / "digits.data.json");
  write("t10k-labels-idx1-ubyte", idx_bytes(0x08, {4}, ramp(4)));
  EXPECT_THAT(message_of(folder_.string()), HasSubstr("do not belong together"));
  write("t10k-labels-idx1-ubyte", idx_bytes(0x09, {5}, std::string("\1\1\xff\1\1", 5)));
  EXPECT_THAT(message_of(folder_.string()), HasSubstr("the label -1"));
}

TEST_F(OpenData, AFolderWithoutDataSaysWhatItLooksFor) {
  write("readme.txt", "nothing here");
  EXPECT_THAT(message_of(folder_.string()), HasSubstr("NAME.data.json"));
}

TEST_F(OpenData, UnknownSplitsAndSamplesAreErrors) {
  write_digits();
  const auto data = open_data(folder_.string());
  ASSERT_TRUE(data);
  EXPECT_THAT((*data)->read("validate", 0, 1).error().message, HasSubstr("train, test"));
  EXPECT_THAT((*data)->read("test", 4, 6).error().message, HasSubstr("no sample 5"));
}

}  // namespace
}  // namespace athena
