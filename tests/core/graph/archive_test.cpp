// SPDX-License-Identifier: Apache-2.0
#include "core/graph/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <fstream>
#include <iterator>

#include "tests/core/base/temporary_folder.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

using testing::HasSubstr;

class Archive : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& bytes) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string zip(const std::string& name, const std::vector<std::string>& records) {
    const std::string path = folder_ / name;
    int code = 0;
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, &code);
    static const char content[] = "x";
    for (const std::string& record : records)
      zip_file_add(archive, record.c_str(), zip_source_buffer(archive, content, 1, 0), 0);
    zip_close(archive);
    return path;
  }
  static std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void expect_error(const std::string& path, ErrorCode code, const std::string& says) {
    const auto checked = check_archive(path);
    ASSERT_FALSE(checked) << path;
    EXPECT_EQ(checked.error().code, code) << checked.error().message;
    EXPECT_THAT(checked.error().message, HasSubstr(says));
    EXPECT_THAT(checked.error().message, HasSubstr(path));
  }
  test::TemporaryFolder folder_;
};

TEST_F(Archive, OfASampleIsWhole) { EXPECT_TRUE(check_archive(sample("digits_transformer.pt"))); }

TEST_F(Archive, ThatIsDamagedIsNotLoaded) {
  const std::string good = read(sample("digits_early_exit.pt"));
  expect_error(folder_ / "none.pt", ErrorCode::NotFound, "none.pt");
  expect_error(write("empty.pt", ""), ErrorCode::Corruption, "empty");
  expect_error(write("half.pt", good.substr(0, good.size() / 2)), ErrorCode::Corruption, "damaged");
  std::string flipped = good;
  flipped[good.size() / 2] ^= 4;
  expect_error(write("flipped.pt", flipped), ErrorCode::Corruption, "record");
}

TEST_F(Archive, OfAnotherKindIsNamed) {
  expect_error(write("m.onnx", "\x08\x07\x12\x07pytorch"), ErrorCode::NotSupported, "ONNX");
  expect_error(write("m.safetensors", std::string("\x40\0\0\0\0\0\0\0{\"a\":1}", 15)),
               ErrorCode::NotSupported, "safetensors");
  expect_error(write("old.pth", "\x80\x02}q"), ErrorCode::NotSupported, "torch.jit.script");
  expect_error(write("photo.pt", "GIF89a"), ErrorCode::NotSupported, "TorchScript");
  expect_error(zip("state.pth", {"state/data.pkl", "state/data/0"}), ErrorCode::NotSupported, "state dict");
  expect_error(zip("program.pt2", {"program/archive_format", "program/models/model.json"}),
               ErrorCode::NotSupported, ".pt2");
  expect_error(zip("mobile.ptl", {"m/bytecode.pkl", "m/data.pkl", "m/constants.pkl", "m/code/x.py"}),
               ErrorCode::NotSupported, "mobile");
  expect_error(zip("any.zip", {"readme.txt"}), ErrorCode::NotSupported, "zip");
}

}  // namespace
}  // namespace athena
