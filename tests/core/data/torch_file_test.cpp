// SPDX-License-Identifier: Apache-2.0
#include "core/data/torch_file.h"

#include <gmock/gmock.h>
#include <torch/csrc/jit/serialization/pickle.h>
#include <torch/script.h>

#include "core/data/saved_tensors.h"
#include "tests/core/data/archives.h"
#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A pickle put together opcode by opcode, as Python's torch.save writes it.
class Pickle {
 public:
  Pickle& raw(const std::string& bytes) {
    bytes_ += bytes;
    return *this;
  }
  Pickle& text(const std::string& text) {
    return raw(std::string{'X', static_cast<char>(text.size()), 0, 0, 0} + text);
  }
  Pickle& number(int value) {
    return raw(std::string{'M', static_cast<char>(value & 0xff), static_cast<char>(value >> 8)});
  }
  Pickle& global(const std::string& module, const std::string& name) {
    return raw("c" + module + "\n" + name + "\n");
  }
  Pickle& tensor(const std::string& key, int elements, int offset, const std::vector<int>& shape,
                 const std::vector<int>& strides, const std::string& storage = "FloatStorage") {
    global("torch._utils", "_rebuild_tensor_v2")
        .raw("((")
        .text("storage")
        .global("torch", storage)
        .text(key)
        .text("cpu");
    number(elements).raw("tQ").number(offset);
    for (const auto& numbers : {shape, strides}) {
      raw("(");
      for (const int one : numbers) number(one);
      raw("t");
    }
    return raw("\x89").global("collections", "OrderedDict").raw(")RtR");
  }
  std::string done() const { return "\x80\x02" + bytes_ + "."; }

 private:
  std::string bytes_;
};

class TorchFile : public TemporaryFolder {
 protected:
  std::string path() const { return (folder_ / "data.pt").string(); }
  Result<TableHandle> open() const {
    ReaderSpec spec;
    spec.format = "torch";
    spec.path = path();
    return open_table(spec, {});
  }
  Result<TableHandle> open(const std::string& pickle, const std::string& elements) const {
    write_zip(path(), {{"data/data.pkl", pickle}, {"data/byteorder", "little"}, {"data/data/0", elements}});
    return open();
  }
  static at::Tensor rows(const TableHandle& table, const std::string& name,
                         const std::vector<std::int64_t>& indices) {
    const auto column = table->open(name, {});
    EXPECT_TRUE(column) << column.error().message;
    if (!column) return {};
    const auto read = (*column)->read(indices);
    EXPECT_TRUE(read) << read.error().message;
    return read ? *read : at::Tensor();
  }
};

const std::string kTwelve = bytes_of_values(std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});

TEST_F(TorchFile, AFileOfLibTorchItselfIsRead) {
  c10::Dict<std::string, at::Tensor> dict;
  dict.insert("x", at::arange(12, at::kFloat).reshape({4, 3}));
  dict.insert("y", at::tensor({3, 2, 1, 0}, at::kInt));
  dict.insert("z", at::ones({4, 1}, at::kBFloat16));
  const auto bytes = torch::jit::pickle_save(dict);
  write("data.pt", std::string(bytes.begin(), bytes.end()));
  const auto table = open();
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_TRUE(
      rows(*table, "x", {3, 0}).equal(at::tensor({9.0F, 10.0F, 11.0F, 0.0F, 1.0F, 2.0F}).reshape({2, 3})));
  EXPECT_TRUE(rows(*table, "y", {0, 3}).equal(at::tensor({3, 0}, at::kInt)));
  EXPECT_TRUE(rows(*table, "z", {2}).equal(at::ones({1, 1}, at::kBFloat16)));
}

TEST_F(TorchFile, ADictOfPythonIsReadWithViewsOfOneStorage) {
  const std::string pickle = Pickle()
                                 .raw("}(")
                                 .text("all")
                                 .tensor("0", 12, 0, {4, 3}, {3, 1})
                                 .text("end")
                                 .tensor("0", 12, 6, {2, 3}, {3, 1})
                                 .text("turned")
                                 .tensor("0", 12, 0, {3, 4}, {1, 3})
                                 .text("names")
                                 .text("not a tensor")
                                 .raw("u")
                                 .done();
  const auto table = open(pickle, kTwelve);
  ASSERT_TRUE(table) << table.error().message;
  ASSERT_EQ((*table)->columns().size(), 4u);
  EXPECT_THAT((*table)->columns()[0].shape, ElementsAre(3));
  EXPECT_TRUE(rows(*table, "end", {1}).equal(at::tensor({9.0F, 10.0F, 11.0F}).reshape({1, 3})));
  EXPECT_THAT((*table)->open("turned", {}).error().message, HasSubstr("x.contiguous()"));
  EXPECT_THAT((*table)->open("names", {}).error().message, HasSubstr("\"names\" is not a tensor"));
}

TEST_F(TorchFile, ListsTuplesAndSingleTensorsAreRead) {
  const auto single = open(Pickle().tensor("0", 12, 0, {12}, {1}).done(), kTwelve);
  ASSERT_TRUE(single) << single.error().message;
  EXPECT_EQ((*single)->columns().at(0).name, "x");
  const auto pair = open(
      Pickle().raw("(").tensor("0", 12, 0, {6}, {1}).tensor("0", 12, 6, {6}, {1}).raw("t").done(), kTwelve);
  ASSERT_TRUE(pair) << pair.error().message;
  EXPECT_EQ((*pair)->columns().at(1).name, "1");
  const auto list = open(Pickle().raw("](").tensor("0", 12, 0, {6}, {1}).raw("e").done(), kTwelve);
  ASSERT_TRUE(list) << list.error().message;
}

TEST_F(TorchFile, TensorsThatReachBeyondTheirStorageAreRefused) {
  const std::vector<std::string> pickles{
      Pickle().tensor("0", 13, 0, {13}, {1}).done(),
      Pickle().tensor("0", 12, 1, {12}, {1}).done(),
      Pickle().tensor("0", 60000, 60000, {1}, {1}).done(),
      Pickle().tensor("1", 12, 0, {12}, {1}).done(),
      Pickle().tensor("../../0", 12, 0, {12}, {1}).done(),
      Pickle().tensor("0", 12, 0, {60000, 60000, 60000, 60000}, {1, 1, 1, 1}).done(),
      Pickle().tensor("0", 12, 0, {12}, {1}, "DoubleStorage").done(),
  };
  for (std::size_t i = 0; i < pickles.size(); ++i) {
    const auto table = open(pickles[i], kTwelve);
    ASSERT_FALSE(table) << i;
    EXPECT_EQ(table.error().code, ErrorCode::Corruption) << i << table.error().message;
  }
}

TEST_F(TorchFile, NothingIsRunAndNothingElseIsBelieved) {
  const std::string hostile =
      Pickle().global("os", "system").raw("(").text("touch " + (folder_ / "run").string()).raw("tR").done();
  const auto table = open(hostile, kTwelve);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::NotSupported);
  EXPECT_THAT(table.error().message, HasSubstr("os system"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "run"));
  for (const std::string& pickle :
       std::vector<std::string>{"", ".", "\x80", "t.", "a.", "h\1.", "}(X\xff\xff\xff\x7f.", "R.", "(((((.",
                                "]q\1h\1a.", "}h", "Q.", "\x8a\xff.", std::string(2000000, ']') + ".",
                                Pickle().raw("}").done(), Pickle().text("only").done(), "i", "\xff."}) {
    const auto refused = open(pickle, kTwelve);
    if (!refused) continue;
    for (const ColumnInfo& column : (*refused)->columns())
      EXPECT_NE(column.problem, "") << pickle.substr(0, 20);
  }
}

TEST_F(TorchFile, EveryCutAndChangedByteIsRefusedOrReadTheSame) {
  const std::string pickle = Pickle().raw("}(").text("x").tensor("0", 12, 0, {4, 3}, {3, 1}).raw("u").done();
  for (std::size_t i = 0; i < pickle.size(); ++i) {
    EXPECT_FALSE(read_saved_tensors(pickle.substr(0, i), "data.pt")) << i;
    std::string changed = pickle;
    changed[i] = static_cast<char>(changed[i] ^ 0x15);
    const auto table = open(changed, kTwelve);
    if (!table) continue;
    for (const ColumnInfo& column : (*table)->columns()) {
      const auto opened = (*table)->open(column.name, {});
      if (opened) {
        EXPECT_TRUE((*opened)->read(std::vector<std::int64_t>{(*opened)->rows() - 1})) << i;
      }
    }
  }
}

TEST_F(TorchFile, OtherFilesAreNamed) {
  write("data.pt", "\x80\x02}q\1.");
  EXPECT_FALSE(open());
  write_zip(path(), {{"x.npy", "..."}});
  EXPECT_THAT(open().error().message, HasSubstr("no file of torch.save"));
  write_zip(path(), {{"m/data.pkl", "."}, {"m/constants.pkl", "."}});
  EXPECT_THAT(open().error().message, HasSubstr("TorchScript model"));
  write_zip(path(), {{"m/data.pkl", "."}, {"m/byteorder", "big"}});
  EXPECT_THAT(open().error().message, HasSubstr("big-endian"));
}

}  // namespace
}  // namespace athena
