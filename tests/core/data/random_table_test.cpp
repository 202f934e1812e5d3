// SPDX-License-Identifier: Apache-2.0
#include "core/data/random_table.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/data/data_source.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RandomTable, AColumnIsATypeAShapeAndItsValues) {
  const auto normal = parse_random_column("float16[3, 224,224]");
  ASSERT_TRUE(normal) << normal.error().message;
  EXPECT_EQ(normal->dtype, "float16");
  EXPECT_THAT(normal->shape, ElementsAre(3, 224, 224));
  const auto number = parse_random_column(" int64[] < 10 ");
  ASSERT_TRUE(number) << number.error().message;
  EXPECT_TRUE(number->shape.empty());
  EXPECT_EQ(number->below, 10);
  EXPECT_EQ(parse_random_column("bool[2]=1")->constant, 1.0);
  for (const char* wrong : {"", "float32", "float32]3[", "float[3]", "float32[3,]", "float32[-1]",
                            "float32[a]", "int64[3]", "int64[3] < 0", "int64[3] > 4", "int64[3] < x",
                            "float32[3] 4", "float32[9223372036854775807]", "float64[1048576, 1048576]"})
    EXPECT_FALSE(parse_random_column(wrong)) << wrong;
}

Result<DataHandle> open(const std::string& columns, int samples = 40) {
  const auto file = parse_data_file(
      R"({"athena_data": 1, "sources": {"r": {"random": {"samples": )" + std::to_string(samples) +
          R"(, "columns": )" + columns +
          R"(}}}, "inputs": [{"column": "x"}, {"column": "y"}], "splits": {"test": {"source": "r", "begin": 4}}})",
      "r.data.json");
  if (!file) return tl::make_unexpected(file.error());
  return open_data("r.data.json", *file, {});
}

TEST(RandomTable, ARowDependsOnItsNumberAlone) {
  const auto data = open(R"({"x": "float32[50]", "y": "float32[50]"})");
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_TRUE((*data)->is_random());
  EXPECT_FALSE((*data)->has_labels("test"));
  EXPECT_EQ(*(*data)->samples("test"), 36);
  const auto all = (*data)->read("test", 0, 36),
             part = (*data)->read("test", std::vector<std::int64_t>{7, 3});
  ASSERT_TRUE(all && part);
  const at::Tensor x = all->inputs[0].toTensor();
  EXPECT_TRUE(at::equal(part->inputs[0].toTensor()[0], x[7]));
  EXPECT_TRUE(at::equal(part->inputs[0].toTensor()[1], x[3]));
  EXPECT_FALSE(at::equal(x[0], x[1]));
  EXPECT_FALSE(at::equal(x, all->inputs[1].toTensor()));  // columns do not repeat each other
  EXPECT_NEAR(x.mean().item<double>(), 0, 0.15);
  EXPECT_NEAR(x.std().item<double>(), 1, 0.15);
}

TEST(RandomTable, WholeNumbersStayBelowTheirBound) {
  const auto data = open(R"({"x": "int64[100] < 3", "y": "uint8[2] = 7"})");
  ASSERT_TRUE(data) << data.error().message;
  const auto batch = (*data)->read("test", 0, 36);
  ASSERT_TRUE(batch);
  const at::Tensor x = batch->inputs[0].toTensor();
  EXPECT_EQ(x.scalar_type(), at::kLong);
  EXPECT_EQ(x.min().item<int>(), 0);
  EXPECT_EQ(x.max().item<int>(), 2);
  EXPECT_TRUE(
      at::allclose(batch->inputs[1].toTensor(), at::full({36, 2}, 7 / 255.0, at::kFloat)));  // as bytes do
}

TEST(RandomTable, MistakesNameTheKey) {
  const auto message = [](const Result<DataHandle>& data) {
    return data ? std::string() : data.error().message;
  };
  EXPECT_THAT(message(open(R"({"x": "float32[0]", "y": "float32[]"})")),
              HasSubstr("\"sources.r.random.columns.x\" is no random column"));
  EXPECT_THAT(message(open(R"({"x": "float32[2]", "y": "float32[]"})", 0)), HasSubstr("must be 1 or more"));
  EXPECT_THAT(message(open(R"({"x": "float32[2]"})")), HasSubstr("no column \"y\""));
}

}  // namespace
}  // namespace athena
