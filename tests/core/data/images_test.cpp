// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <array>

#include "core/data/data_source.h"
#include "core/data/image_file.h"
#include "core/data/image_folder.h"
#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string chunk(const std::string& kind, const std::string& bytes) {
  const std::string body = kind + bytes;
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(bytes.size())) + body +
         big_endian(static_cast<std::uint32_t>(crc));
}

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
           bytes.size());
  packed.resize(size);
  return packed;
}

/// An RGB PNG of these rows of scan lines, each with its filter byte.
std::string png(std::uint32_t width, std::uint32_t height, const std::string& lines) {
  return std::string("\x89PNG\r\n\x1a\n", 8) +
         chunk("IHDR", big_endian(width) + big_endian(height) + std::string("\x08\x02\0\0\0", 5)) +
         chunk("IDAT", deflated(lines)) + chunk("IEND", "");
}

/// One colour all over.
std::string plain(std::uint32_t width, std::uint32_t height, std::array<std::uint8_t, 3> colour) {
  std::string lines;
  for (std::uint32_t y = 0; y < height; ++y) {
    lines += '\0';
    for (std::uint32_t x = 0; x < width; ++x) lines.append(colour.begin(), colour.end());
  }
  return png(width, height, lines);
}

class Images : public TemporaryFolder {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    for (const char* name : {"cat", "dog"}) std::filesystem::create_directories(folder_ / name);
  }
  Result<TableHandle> open(ImageOptions options = {}) const {
    ReaderSpec spec;
    spec.format = "images";
    spec.path = folder_.string();
    spec.images = std::move(options);
    return open_table(spec, {});
  }
};

TEST_F(Images, AFolderPerClassGivesLabels) {
  write("dog/b.png", plain(4, 2, {10, 20, 30}));
  write("cat/a.PNG", plain(4, 2, {1, 2, 3}));
  write("cat/notes.txt", "none");
  const auto table = open();
  ASSERT_TRUE(table) << table.error().message;
  const auto labels = (*table)->open("label", {}), images = (*table)->open("image", {});
  ASSERT_TRUE(labels && images);
  EXPECT_TRUE(
      (*labels)->read(std::vector<std::int64_t>{1, 0})->equal(at::tensor(std::vector<std::int64_t>{1, 0})));
  const auto read = (*images)->read(std::vector<std::int64_t>{1, 0});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_THAT(read->sizes().vec(), ElementsAre(2, 3, 2, 4));
  EXPECT_EQ((*read)[0][2][1][3].item<int>(), 30);
  EXPECT_EQ((*read)[1][0][0][0].item<int>(), 1);
}

TEST_F(Images, ResizingKeepsTheRatioAndCropsTheMiddle) {
  std::string lines(1, '\0');
  for (int x = 0; x < 8; ++x) lines += std::string(3, static_cast<char>(x < 4 ? 0 : 200));
  const std::string path = write("cat/a.png", png(8, 4, lines + lines + lines + lines));
  ImageOptions options;
  options.resize = {2};
  options.channels = 1;
  const auto small = read_image(path, options);
  ASSERT_TRUE(small) << small.error().message;
  EXPECT_THAT(small->sizes().vec(), ElementsAre(1, 2, 4));
  EXPECT_EQ((*small)[0][0][0].item<int>(), 0);
  EXPECT_EQ((*small)[0][1][3].item<int>(), 200);
  options.crop = {2};
  const auto middle = read_image(path, options);
  ASSERT_TRUE(middle) << middle.error().message;
  EXPECT_THAT(middle->sizes().vec(), ElementsAre(1, 2, 2));
  EXPECT_TRUE(middle->equal(small->narrow(2, 1, 2)));
  options.crop = {3};
  EXPECT_THAT(read_image(path, options).error().message, HasSubstr("smaller than the crop"));
}

TEST_F(Images, AnImageOfAnotherSizeIsNamed) {
  write("cat/a.png", plain(4, 2, {1, 2, 3}));
  write("dog/b.png", plain(4, 3, {1, 2, 3}));
  const auto table = open();
  ASSERT_TRUE(table);
  const auto images = (*table)->open("image", {});
  ASSERT_TRUE(images);
  const auto read = (*images)->read(std::vector<std::int64_t>{0, 1});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("b.png"));
}

TEST_F(Images, WhatIsNoImageIsNamed) {
  const std::string whole = plain(16, 16, {9, 8, 7});
  const auto code = [&](const std::string& bytes) {
    const auto image = read_image(write("x.png", bytes), {});
    return image ? "read" : image.error().code == ErrorCode::NotSupported ? "none" : "damaged";
  };
  EXPECT_STREQ(code(whole), "read");
  EXPECT_STREQ(code("GIF89a"), "none");
  EXPECT_STREQ(code(""), "none");
  for (std::size_t cut = 0; cut + 12 < whole.size(); ++cut)
    EXPECT_STRNE(code(whole.substr(0, cut)), "read") << cut;
  EXPECT_STREQ(code("\xff\xd8\xff\xe0 no jpeg"), "none");
  EXPECT_EQ(read_image("gone.png", {}).error().code, ErrorCode::NotFound);
}

TEST_F(Images, SizesThatLieTakeNoMemory) {
  const auto huge = read_image(write("x.png", png(10000, 10000, "few")), {});
  ASSERT_FALSE(huge);
  EXPECT_THAT(huge.error().message, HasSubstr("10000 x 10000"));
  // A few pixels whose data unpack to more than the bound.
  const auto bomb = read_image(write("y.png", png(2, 2, std::string(std::size_t{300} << 20, '\0'))), {});
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().code, ErrorCode::Corruption);
}

TEST_F(Images, ADataFileScalesAndNormalizes) {
  write("cat/a.png", plain(4, 2, {255, 0, 51}));
  const auto data = open_data(write("x.data.json", R"({"athena_data": 1,
    "sources": {"all": {"images": {"file": ".", "crop": 2}}},
    "inputs": [{"column": "image", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5]}],
    "label": "label", "splits": {"test": {"source": "all"}}})"));
  ASSERT_TRUE(data) << data.error().message;
  const auto batch = (*data)->read("test", 0, 1);
  ASSERT_TRUE(batch) << batch.error().message;
  const at::Tensor image = batch->inputs[0].toTensor();
  EXPECT_THAT(image.sizes().vec(), ElementsAre(1, 3, 2, 2));
  EXPECT_TRUE(
      at::allclose(image.select(2, 0).select(2, 0).flatten(), at::tensor({1.0F, -1.0F, -0.6F}), 0, 1e-6));
}

}  // namespace
}  // namespace athena
