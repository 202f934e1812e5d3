// SPDX-License-Identifier: Apache-2.0
#include "core/data/npy.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <numeric>

#include "core/data/data_source.h"
#include "tests/core/data/archives.h"
#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Npy : public TemporaryFolder {
 protected:
  Result<ColumnHandle> open_npy(const std::string& bytes) const {
    ReaderSpec spec;
    spec.format = "npy";
    spec.columns = {{"x", write("x.npy", bytes)}};
    ATHENA_ASSIGN(const TableHandle table, open_table(spec, {}));
    return table->open("x", {});
  }
  Result<TableHandle> open_npz(const std::string& path) const {
    ReaderSpec spec;
    spec.format = "npz";
    spec.path = path;
    return open_table(spec, {});
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  static at::Tensor rows(const ColumnHandle& column, const std::vector<std::int64_t>& indices) {
    const auto read = column->read(indices);
    EXPECT_TRUE(read) << read.error().message;
    return read ? *read : at::Tensor();
  }
};

std::vector<float> ramp_of(std::size_t count) {
  std::vector<float> values(count);
  std::iota(values.begin(), values.end(), 0.0F);
  return values;
}

TEST_F(Npy, RowsAreReadInTheOrderAskedFor) {
  const auto column = open_npy(npy("<f4", "(4, 3)", bytes_of_values(ramp_of(12))));
  ASSERT_TRUE(column) << column.error().message;
  EXPECT_EQ((*column)->rows(), 4);
  EXPECT_THAT((*column)->row_shape(), ElementsAre(3));
  const at::Tensor expected =
      at::arange(12, at::kFloat).reshape({4, 3}).index_select(0, at::tensor({2, 3, 0}));
  EXPECT_TRUE(rows(*column, {2, 3, 0}).equal(expected));
  EXPECT_FALSE((*column)->read(std::vector<std::int64_t>{4}));
}

TEST_F(Npy, EveryTypeAndByteOrderIsRead) {
  const auto ints = open_npy(npy(">i2", "(3,)", std::string("\x01\x02\0\x05\xff\xff", 6)));
  ASSERT_TRUE(ints) << ints.error().message;
  EXPECT_TRUE(rows(*ints, {0, 1, 2}).equal(at::tensor({258, 5, -1}, at::kShort)));
  const auto bools = open_npy(npy("|b1", "(3,)", std::string("\0\1\7", 3)));
  ASSERT_TRUE(bools) << bools.error().message;
  EXPECT_TRUE(rows(*bools, {0, 1, 2}).equal(at::tensor({0, 1, 1}, at::kInt).to(at::kBool)));
  const auto wide = open_npy(npy("<u4", "(1,)", std::string("\xff\xff\xff\xff")));
  ASSERT_TRUE(wide) << wide.error().message;
  EXPECT_EQ(rows(*wide, {0}).to(at::kLong).item<std::int64_t>(), 4294967295);
}

TEST_F(Npy, WhatIsNoTableOfNumbersIsRefusedWithTheReason) {
  const std::string bytes = bytes_of_values(ramp_of(6));
  const std::vector<std::tuple<std::string, ErrorCode, std::string>> cases{
      {npy("|O", "(3,)", "pickle"), ErrorCode::NotSupported, "Python objects"},
      {npy("<U5", "(1,)", bytes.substr(0, 20)), ErrorCode::NotSupported, "'<U5'"},
      {npy_of("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,), }", bytes),
       ErrorCode::NotSupported, "records"},
      {npy("<f4", "(2, 3)", bytes, true), ErrorCode::NotSupported, "Fortran order"},
      {npy("<f4", "()", bytes.substr(0, 4)), ErrorCode::InvalidArgument, "single number"},
      {npy("<f4", "(0, 3)", ""), ErrorCode::InvalidArgument, "no samples"},
      {"PK\3\4 something", ErrorCode::NotSupported, ".npy format"},
      {"", ErrorCode::NotSupported, ".npy format"},
  };
  for (const auto& [file, code, message] : cases) {
    const auto column = open_npy(file);
    ASSERT_FALSE(column) << message;
    EXPECT_EQ(column.error().code, code) << message;
    EXPECT_THAT(column.error().message, HasSubstr(message));
    EXPECT_THAT(column.error().message, HasSubstr("x.npy"));
  }
}

TEST_F(Npy, HeadersThatLieAreRefusedBeforeAnyMemoryIsTaken) {
  const std::string bytes = bytes_of_values(ramp_of(6));
  const std::vector<std::string> files{
      npy("<f4", "(2, 4)", bytes),
      npy("<f4", "(2, 2)", bytes),
      npy("<f4", "(1000000000000, 1000)", bytes),
      npy("<f4", "(4611686018427387904, 4611686018427387904)", bytes),
      npy("<f4", "(99999999999999999999999,)", bytes),
      npy("<f4", "(-2, 3)", bytes),
      npy("<f4", "(2, 3", bytes),
      npy("<f4", "(1,1,1,1,1,1,1,1,6)", bytes),
      npy_of("{'descr': '<f4', 'shape': (6,)}", bytes),
      npy_of("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'x': 1}", bytes),
      npy_of("os.system('x')", bytes),
      std::string("\x93NUMPY\x02\0\xff\xff\xff\xff", 12),
      std::string("\x93NUMPY\x01\0\x76\0{'descr'", 18),
      std::string("\x93NUMPY", 6),
  };
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto column = open_npy(files[i]);
    ASSERT_FALSE(column) << i;
    EXPECT_EQ(column.error().code, ErrorCode::Corruption) << i << column.error().message;
  }
}

TEST_F(Npy, AnArchivesArraysAreColumns) {
  for (const bool packed : {false, true}) {
    const std::string file = path("data.npz");
    write_zip(file,
              {{"x.npy", npy("<f4", "(5, 2)", bytes_of_values(ramp_of(10)))},
               {"names.npy", npy("|O", "(5,)", "pickle")},
               {"notes.txt", "not an array"},
               {"y.npy", npy("<i8", "(5,)", bytes_of_values(std::vector<std::int64_t>{4, 3, 2, 1, 0}))}},
              packed);
    const auto table = open_npz(file);
    ASSERT_TRUE(table) << table.error().message;
    const auto& columns = (*table)->columns();
    ASSERT_EQ(columns.size(), 3u);
    EXPECT_EQ(columns[0].name, "x");
    EXPECT_EQ(columns[0].dtype, "float32");
    EXPECT_EQ(columns[0].rows, 5);
    EXPECT_THAT(columns[0].shape, ElementsAre(2));
    EXPECT_THAT(columns[1].problem, HasSubstr("Python objects"));
    const auto names = (*table)->open("names", {});
    ASSERT_FALSE(names);
    EXPECT_EQ(names.error().code, ErrorCode::NotSupported);
    const auto y = (*table)->open("y", {});
    ASSERT_TRUE(y) << y.error().message;
    EXPECT_TRUE(rows(*y, {4, 0, 1}).equal(at::tensor(std::vector<std::int64_t>{0, 4, 3})));
    const auto x = (*table)->open("x", {});
    ASSERT_TRUE(x) << x.error().message;
    EXPECT_TRUE(rows(*x, {3, 1}).equal(at::tensor({6.0F, 7.0F, 2.0F, 3.0F}).reshape({2, 2})));
    EXPECT_TRUE(rows(*x, {0}).equal(at::tensor({0.0F, 1.0F}).reshape({1, 2})));
  }
}

TEST_F(Npy, PackingDoesNotChangeTheHash) {
  std::vector<std::string> hashes;
  for (const bool packed : {false, true}) {
    write_zip(path("data.npz"), {{"x.npy", npy("<f4", "(5, 2)", bytes_of_values(ramp_of(10)))}}, packed);
    const auto table = open_npz(path("data.npz"));
    ASSERT_TRUE(table) << table.error().message;
    hashes.push_back((*(*table)->open("x", {}))->content_hash());
  }
  EXPECT_EQ(hashes[0], hashes[1]);
}

TEST_F(Npy, DamagedArchivesAreRefused) {
  const std::string file = path("data.npz");
  write_zip(file, {{"x.npy", npy("<f4", "(250, 2)", bytes_of_values(ramp_of(500)))}});
  const std::string whole = read(file);
  const auto opens = [&](const std::string& bytes) {
    write("data.npz", bytes);
    const auto table = open_npz(file);
    if (!table) return false;
    return (*table)->open("x", {}).has_value();
  };
  EXPECT_TRUE(opens(whole));
  for (std::size_t cut = 0; cut < whole.size(); cut += 97) EXPECT_FALSE(opens(whole.substr(0, cut))) << cut;
  std::string flipped = whole;
  flipped[1000] = static_cast<char>(flipped[1000] ^ 1);  // an element, which only the CRC-32 covers
  EXPECT_FALSE(opens(flipped));
  EXPECT_FALSE(opens("not a zip archive"));
  EXPECT_EQ(open_npz(path("gone.npz")).error().code, ErrorCode::NotFound);
}

TEST_F(Npy, AZipBombIsNotUnpacked) {
  const std::string file = path("bomb.npz");
  const std::int64_t rows = std::int64_t{300} << 20;
  write_zip(file, {{"x.npy", npy("|u1", "(" + std::to_string(rows) + ",)", std::string(rows, '\0'))}}, true);
  ASSERT_LT(std::filesystem::file_size(file), 1u << 20);
  const auto table = open_npz(file);
  ASSERT_TRUE(table) << table.error().message;
  const auto column = (*table)->open("x", {});
  ASSERT_FALSE(column);
  EXPECT_THAT(column.error().message, HasSubstr("bomb"));
}

TEST_F(Npy, NamesThatClimbOutOfTheFolderAreOnlyNames) {
  write_zip(path("data.npz"), {{"../../x.npy", npy("<f4", "(2,)", bytes_of_values(ramp_of(2)))}});
  const auto table = open_npz(path("data.npz"));
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ((*table)->columns().at(0).name, "../../x");
  ASSERT_TRUE((*table)->open("../../x", {}));
  EXPECT_FALSE(std::filesystem::exists(folder_.parent_path().parent_path() / "x.npy"));
}

TEST_F(Npy, ADataFileBindsArraysUnderOtherNames) {
  write_zip(path("all.npz"),
            {{"x_train", "not one"},
             {"x_train.npy", npy("<f8", "(3, 2)", bytes_of_values(std::vector<double>{0, 1, 2, 3, 4, 5}))},
             {"y_train.npy", npy("<i4", "(3,)", bytes_of_values(std::vector<int>{1, 0, 2}))}});
  const std::string file = write("some.data.json", R"({"athena_data": 1,
    "sources": {"train": {"npz": {"file": "all.npz", "columns": {"x": "x_train", "y": "y_train"}}}},
    "inputs": [{"column": "x", "argument": "input", "dtype": "float32"}], "label": "y",
    "splits": {"calibrate": {"source": "train", "end": 1}, "test": {"source": "train", "begin": 1}}})");
  const auto data = open_data(file);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ((*data)->info().classes, 3);
  const auto batch = (*data)->read("test", 0, 2);
  ASSERT_TRUE(batch) << batch.error().message;
  EXPECT_TRUE(batch->inputs[0].toTensor().equal(at::tensor({2.0F, 3.0F, 4.0F, 5.0F}).reshape({2, 2})));
  EXPECT_TRUE(batch->labels.equal(at::tensor(std::vector<std::int64_t>{0, 2})));
  EXPECT_FALSE((*data)->overlap("calibrate", "test"));
  EXPECT_TRUE((*data)->overlap("test", "test"));
}

}  // namespace
}  // namespace athena
