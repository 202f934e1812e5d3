// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace athena {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWhole = R"({
  "athena_data": 1,
  "name": "Digits",
  "sources": {
    "train": {"idx": {"image": "a.gz", "label": "b.gz"}},
    "test": {"idx": {"image": "c", "label": "d"}}
  },
  "inputs": [{"column": "image", "argument": "x", "shape": [1, 28, 28], "dtype": "float32", "scale": 0.5,
              "mean": 0.1307, "std": [0.3081]}],
  "label": "label",
  "output": [0, "logits"],
  "metric": "top1",
  "splits": {"train": {"source": "train", "end": 50}, "validate": {"source": "train", "begin": 50},
             "test": {"source": "test"}}
})";

TEST(DataFile, ReadsEveryKey) {
  const auto file = parse_data_file(kWhole, "digits.data.json");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->name, "Digits");
  ASSERT_EQ(file->sources.size(), 2u);
  EXPECT_EQ(file->sources[1].readers.at(0).columns[1], (std::pair<std::string, std::string>("label", "d")));
  ASSERT_EQ(file->inputs.size(), 1u);
  EXPECT_EQ(file->inputs[0].argument, "x");
  EXPECT_EQ(file->inputs[0].shape, (std::vector<std::int64_t>{1, 28, 28}));
  EXPECT_EQ(file->inputs[0].scale, 0.5);
  EXPECT_EQ(file->inputs[0].mean, std::vector<double>{0.1307});
  EXPECT_EQ(std::get<std::int64_t>(file->output[0]), 0);
  EXPECT_EQ(std::get<std::string>(file->output[1]), "logits");
  ASSERT_EQ(file->splits.size(), 3u);
  EXPECT_EQ(file->splits[0].end, 50);
  EXPECT_EQ(file->splits[1].begin, 50);
  EXPECT_FALSE(file->splits[1].end);
}

TEST(DataFile, WrittenAndReadBackIsTheSame) {
  const auto file = parse_data_file(kWhole, "digits.data.json");
  ASSERT_TRUE(file);
  const std::string printed = print_data_file(*file);
  const auto again = parse_data_file(printed, "again");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(print_data_file(*again), printed);
}

std::string with_inputs(const std::string& inputs) {
  return R"({"athena_data": 1, "sources": {"a": {"npz": "a.npz"}}, "splits": {"test": {"source": "a"}}, "inputs": )" +
         inputs + "}";
}

TEST(DataFile, AValueStandsInPlaceOfAColumn) {
  const std::string text = with_inputs(
      R"([{"column": "x"}, {"value": 16000, "argument": "sr"}, {"value": [0.5, 1], "dtype": "float16"}])");
  const auto file = parse_data_file(text, "a.data.json");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->inputs[1].argument, "sr");
  EXPECT_EQ(file->inputs[1].value, "16000");
  EXPECT_TRUE(file->inputs[1].column.empty());
  EXPECT_EQ(file->inputs[2].dtype, "float16");
  const auto again = parse_data_file(print_data_file(*file), "again");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(print_binding(*again), print_binding(*file));
}

TEST(DataFile, AValueIsANumberATextOrAListOfNumbers) {
  const auto message = [](const std::string& inputs) {
    const auto file = parse_data_file(with_inputs(inputs), "a.data.json");
    return file ? std::string() : file.error().message;
  };
  for (const char* value : {"null", "[]", "[[1]]", "[1, true]", "{}", "18446744073709551615"})
    EXPECT_THAT(message(std::string(R"([{"column": "x"}, {"value": )") + value + "}]"),
                HasSubstr("\"inputs[1].value\" must be a number"))
        << value;
  EXPECT_THAT(message(R"([{"value": 1}])"), HasSubstr("must list a column"));
  EXPECT_THAT(message(R"([{"column": "x"}, {"value": 1, "scale": 2}])"), HasSubstr("unknown key \"scale\""));
  EXPECT_THAT(message(R"([{"argument": "x"}])"), HasSubstr("must name its \"column\", or the \"value\""));
}

TEST(DataFile, TheBindingDoesNotNameFiles) {
  auto file = parse_data_file(kWhole, "digits.data.json");
  ASSERT_TRUE(file);
  const std::string before = print_binding(*file);
  file->sources[0].readers[0].columns[0].second = "elsewhere";
  file->name = "Other";
  EXPECT_EQ(print_binding(*file), before);
  file->inputs[0].scale = 0.25;
  EXPECT_NE(print_binding(*file), before);
}

TEST(DataFile, ErrorsNameTheFileAndTheKey) {
  const auto message = [](std::string from, const std::string& to) {
    std::string text = kWhole;
    text.replace(text.find(from), from.size(), to);
    const auto file = parse_data_file(text, "digits.data.json");
    EXPECT_FALSE(file) << text;
    if (file) return std::string();
    EXPECT_THAT(file.error().message, HasSubstr("digits.data.json"));
    return file.error().message;
  };
  EXPECT_THAT(message("\"athena_data\": 1", "\"athena_data\": 2"), HasSubstr("newer Athena"));
  EXPECT_THAT(message("\"athena_data\": 1,", ""), HasSubstr("\"athena_data\": 1"));
  EXPECT_THAT(message("\"name\"", "\"title\""), HasSubstr("unknown key \"title\""));
  EXPECT_THAT(message("\"a.gz\"", "7"), HasSubstr("sources.train.idx.image"));
  EXPECT_THAT(message("{\"source\": \"test\"}", "{}"), HasSubstr("splits.test"));
  EXPECT_THAT(message("\"end\": 50", "\"end\": -1"), HasSubstr("splits.train.end"));
  EXPECT_THAT(message("[0.3081]", "[0]"), HasSubstr("inputs[0].std"));
  EXPECT_THAT(message("\"top1\"", "\"bleu\""), HasSubstr("metric"));
  EXPECT_THAT(message("\"athena_data\": 1,", "\"athena_data\": 1"), HasSubstr("not valid JSON"));
}

}  // namespace
}  // namespace athena
