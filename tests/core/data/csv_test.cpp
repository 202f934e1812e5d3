// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/data/data_source.h"
#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;

class Csv : public TemporaryFolder {
 protected:
  Result<TableHandle> open(const std::string& bytes, CsvOptions options = {}) const {
    ReaderSpec spec;
    spec.format = "csv";
    spec.path = write("table.csv", bytes);
    spec.csv = std::move(options);
    return open_table(spec, {});
  }
  static at::Tensor all(const TableHandle& table, const std::string& name) {
    const auto column = table->open(name, {});
    EXPECT_TRUE(column) << column.error().message;
    if (!column) return {};
    const auto rows = (*column)->read(std::vector<std::int64_t>{0, 1, 2});
    EXPECT_TRUE(rows) << rows.error().message;
    return rows ? *rows : at::Tensor();
  }
};

TEST_F(Csv, QuotesAreTakenOffAndDoubledOnesKept) {
  EXPECT_THAT(split_csv_line(R"(a,"b,c","d ""e""",)", ','), Optional(ElementsAre("a", "b,c", "d \"e\"", "")));
  EXPECT_THAT(split_csv_line("", ','), Optional(ElementsAre("")));
  EXPECT_EQ(split_csv_line("\"open", ','), std::nullopt);
  EXPECT_EQ(split_csv_line("\"a\"b,c", ','), std::nullopt);
}

TEST_F(Csv, NamesOfClassesBecomeNumbersInTheirOrder) {
  CsvOptions options;
  options.label = "species";
  const auto table =
      open("width;length;\"species\"\r\n1.5;2;virginica\r\n-3e2;4;setosa\r\n0;5;virginica\r\n\r\n", options);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_TRUE(
      all(*table, "features").equal(at::tensor({1.5F, 2.0F, -300.0F, 4.0F, 0.0F, 5.0F}).reshape({3, 2})));
  EXPECT_TRUE(all(*table, "label").equal(at::tensor(std::vector<std::int64_t>{1, 0, 1})));
  EXPECT_TRUE(all(*table, "length").equal(at::tensor(std::vector<std::int64_t>{2, 4, 5})));
  EXPECT_EQ((*table)->columns().at(0).rows, 3);
}

TEST_F(Csv, WithoutAHeaderColumnsGoByNumber) {
  CsvOptions options;
  options.label = "2";
  options.features = {"1"};
  const auto table = open("1,2,0.5\n3,4,1.5\n5,6,2\n", options);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_TRUE(all(*table, "features").equal(at::tensor({2.0F, 4.0F, 6.0F}).reshape({3, 1})));
  EXPECT_TRUE(all(*table, "label").equal(at::tensor({0.5F, 1.5F, 2.0F})));
}

TEST_F(Csv, ErrorsNameTheLine) {
  const auto ragged = open("a,b\n1,2\n3,4,5\n");
  ASSERT_FALSE(ragged);
  EXPECT_THAT(ragged.error().message, HasSubstr("line 3 has 3 fields where 2 are expected"));
  const auto quote = open("a,b\n1,\"2\n");
  ASSERT_FALSE(quote);
  EXPECT_THAT(quote.error().message, HasSubstr("line 2 has a quote"));
  const auto word = open("a,b\n1,2\n3,n/a\n5,6\n");
  ASSERT_TRUE(word) << word.error().message;
  const auto column = (*word)->open("features", {});
  ASSERT_FALSE(column);
  EXPECT_THAT(column.error().message, HasSubstr("line 3 has no number in the column \"b\""));
  CsvOptions options;
  options.label = "c";
  const auto label = open("a,b\n1,2\n", options);
  ASSERT_FALSE(label);
  EXPECT_THAT(label.error().message, HasSubstr("it has: a, b"));
}

TEST_F(Csv, WhatIsNoTableIsRefused) {
  EXPECT_FALSE(open(""));
  EXPECT_FALSE(open("a,b\n"));
  EXPECT_EQ(open(std::string("1,2\0\n3,4\n", 9)).error().code, ErrorCode::NotSupported);
  const auto endless = open(std::string(3 << 20, '1'));
  ASSERT_FALSE(endless);
  EXPECT_THAT(endless.error().message, HasSubstr("longer than a mebibyte"));
}

TEST_F(Csv, ALongFileIsReadFromAnywhere) {
  std::string text = "x,y\n";
  for (int i = 0; i < 5000; ++i) text += std::to_string(i) + "," + std::to_string(i % 7) + "\n";
  CsvOptions options;
  options.label = "y";
  const auto table = open(text, options);
  ASSERT_TRUE(table) << table.error().message;
  const auto column = (*table)->open("features", {});
  ASSERT_TRUE(column) << column.error().message;
  const auto rows = (*column)->read(std::vector<std::int64_t>{4999, 0, 63, 64, 2500});
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_TRUE(rows->equal(at::tensor({4999.0F, 0.0F, 63.0F, 64.0F, 2500.0F}).reshape({5, 1})));
}

TEST_F(Csv, GzipAndABlankLineAtTheStartDoNotMatter) {
  ReaderSpec spec;
  spec.format = "csv";
  spec.path = write_gzip("table.csv.gz", "\xEF\xBB\xBFx,y\n1,2\n3,4\n5,6\n");
  const auto table = open_table(spec, {});
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_TRUE(all(*table, "x").equal(at::tensor(std::vector<std::int64_t>{1, 3, 5})));
}

TEST_F(Csv, RealsAreScoredAsReals) {
  write("t.csv", "a,b\n1,0.5\n2,1.5\n");
  const auto data = open_data(write("t.data.json", R"({"athena_data": 1,
    "sources": {"all": {"csv": {"file": "t.csv", "label": "b"}}}, "inputs": [{"column": "features"}],
    "label": "label", "splits": {"test": {"source": "all"}}})"));
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->info().classes, 0);
  const auto batch = (*data)->read("test", 0, 2);
  ASSERT_TRUE(batch) << batch.error().message;
  EXPECT_TRUE(batch->labels.equal(at::tensor({0.5F, 1.5F})));
}

}  // namespace
}  // namespace athena
