// SPDX-License-Identifier: Apache-2.0
#include "core/data/idx.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Idx : public TemporaryFolder {
 protected:
  Error error_of(const std::string& path) const {
    const auto opened = open_idx(path, {});
    EXPECT_FALSE(opened) << path << " was opened";
    if (opened) return {};
    EXPECT_THAT(opened.error().message, HasSubstr(path));
    return opened.error();
  }
};

TEST_F(Idx, ReadsRowsInAnyOrder) {
  const std::string path = write("images", idx_bytes(0x08, {4, 2, 3}, ramp(24)));
  const auto column = open_idx(path, {});
  ASSERT_TRUE(column) << column.error().message;
  EXPECT_EQ((*column)->rows(), 4);
  EXPECT_THAT((*column)->row_shape(), ElementsAre(2, 3));
  const std::vector<std::int64_t> wanted{2, 3, 0, 0};
  const auto rows = (*column)->read(wanted);
  ASSERT_TRUE(rows) << rows.error().message;
  const at::Tensor expected =
      at::arange(24, at::kByte).reshape({4, 2, 3}).index_select(0, at::tensor(wanted, at::kLong));
  EXPECT_TRUE(at::equal(*rows, expected));
}

TEST_F(Idx, ReadsBigEndianNumbers) {
  const std::string path =
      write("numbers", idx_bytes(0x0C, {3}, big_endian(1) + big_endian(0x01020304) + big_endian(~0u)));
  const auto column = open_idx(path, {});
  ASSERT_TRUE(column) << column.error().message;
  const auto rows = (*column)->read(std::vector<std::int64_t>{0, 1, 2});
  ASSERT_TRUE(rows);
  EXPECT_TRUE(at::equal(*rows, at::tensor({1, 0x01020304, -1}, at::kInt)));
}

TEST_F(Idx, GzipHoldsTheSameAsThePlainFile) {
  const std::string bytes = idx_bytes(0x08, {100, 28, 28}, ramp(78400));
  const auto plain = open_idx(write("plain", bytes), {});
  const auto packed = open_idx(write_gzip("packed.gz", bytes), {});
  ASSERT_TRUE(plain && packed);
  const std::vector<std::int64_t> wanted{99, 5, 6};
  EXPECT_TRUE(at::equal(*(*plain)->read(wanted), *(*packed)->read(wanted)));
  EXPECT_EQ((*plain)->content_hash(), (*packed)->content_hash());
}

TEST_F(Idx, AChangedByteOrShapeChangesTheHash) {
  const auto hash = [&](const std::string& name, const std::string& bytes) {
    return (*open_idx(write(name, bytes), {}))->content_hash();
  };
  std::string changed = ramp(24);
  changed[23] = '\x7f';
  const std::string original = hash("a", idx_bytes(0x08, {4, 2, 3}, ramp(24)));
  EXPECT_NE(original, hash("b", idx_bytes(0x08, {4, 2, 3}, changed)));
  EXPECT_NE(original, hash("c", idx_bytes(0x08, {4, 3, 2}, ramp(24))));
}

TEST_F(Idx, DamagedFilesAreNamed) {
  const std::string good = idx_bytes(0x08, {4, 2, 3}, ramp(24));
  EXPECT_EQ(error_of((folder_ / "absent").string()).code, ErrorCode::NotFound);
  EXPECT_EQ(error_of(folder_.string()).code, ErrorCode::InvalidArgument);
  EXPECT_THAT(error_of(write("empty", "")).message, HasSubstr("empty"));
  EXPECT_EQ(error_of(write("text", "label,pixel\n1,2\n")).code, ErrorCode::NotSupported);
  EXPECT_THAT(error_of(write("header", good.substr(0, 9))).message, HasSubstr("header"));
  EXPECT_THAT(error_of(write("short", good.substr(0, 39))).message,
              HasSubstr("announces 40 bytes, it has 39"));
  EXPECT_THAT(error_of(write("long", good + "x")).message, HasSubstr("more than the 24 bytes"));
  EXPECT_EQ(error_of(write("none", idx_bytes(0x08, {0, 2, 3}, ""))).code, ErrorCode::InvalidArgument);
}

TEST_F(Idx, SizesThatLieAllocateNothing) {
  const std::uint32_t most = 0xffffffff;
  EXPECT_THAT(error_of(write("huge", idx_bytes(0x08, {most, most, most}, "x"))).message,
              HasSubstr("more elements"));
  EXPECT_THAT(error_of(write("large", idx_bytes(0x0E, {most, 0xffff}, "x"))).message, HasSubstr("cut short"));
  EXPECT_THAT(error_of(write_gzip("large.gz", idx_bytes(0x0E, {most, 0xffff}, "x"))).message,
              HasSubstr("cut short"));
}

TEST_F(Idx, DamagedGzipIsNamed) {
  const std::string good = idx_bytes(0x08, {100, 28, 28}, ramp(78400));
  const std::string packed = read(write_gzip("good.gz", good));
  EXPECT_THAT(error_of(write("half.gz", packed.substr(0, packed.size() / 2))).message,
              HasSubstr("ends too early"));
  EXPECT_EQ(error_of(write("tail.gz", packed.substr(0, packed.size() - 4))).code, ErrorCode::Corruption);
  std::string flipped = packed;
  flipped[packed.size() - 7] = static_cast<char>(flipped[packed.size() - 7] ^ 1);  // within the CRC
  EXPECT_THAT(error_of(write("flipped.gz", flipped)).message, HasSubstr("damaged gzip"));
}

TEST_F(Idx, AFileThatShrinksIsAnError) {
  const std::string path = write("images", idx_bytes(0x08, {4, 2, 3}, ramp(24)));
  const auto column = open_idx(path, {});
  ASSERT_TRUE(column);
  std::filesystem::resize_file(path, 20);
  const auto rows = (*column)->read(std::vector<std::int64_t>{3});
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, ErrorCode::Io);
}

TEST_F(Idx, OpeningCanBeCancelled) {
  const std::string path = write("images", idx_bytes(0x08, {4, 2, 3}, ramp(24)));
  std::stop_source stop;
  stop.request_stop();
  const auto column = open_idx(path, JobContext(stop.get_token(), nullptr, {}));
  ASSERT_FALSE(column);
  EXPECT_EQ(column.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace athena
