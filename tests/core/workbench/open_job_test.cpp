// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/core/base/temporary_folder.h"
#include "tests/core/workbench/at_work.h"

namespace athena {
namespace {

using namespace test;
using ::testing::HasSubstr;

TEST(Open, ListsWhatTheSampleHolds) {
  AtWork work;
  const ModelHandle model = work.open("digits_transformer.pt");
  ASSERT_TRUE(model);
  const ModelInfo& info = model->info();
  EXPECT_EQ(info.hash.size(), 64u);
  EXPECT_EQ(info.file_bytes, static_cast<std::int64_t>(read_all(sample("digits_transformer.pt")).size()));
  ASSERT_FALSE(info.methods.empty());
  EXPECT_EQ(info.methods[0].name, "forward");
  const auto linear = std::count_if(info.layers.begin(), info.layers.end(),
                                    [](const LayerInfo& layer) { return layer.kind == "Linear"; });
  EXPECT_EQ(linear, 18);  // embed, head, and 4 of each of the 4 encoder layers
}

TEST(Open, TheSameFileTwiceGivesTwoModels) {
  AtWork work;
  const ModelHandle first = work.open("digits_cnn.pt"), second = work.open("digits_cnn.pt");
  ASSERT_TRUE(first && second);
  EXPECT_NE(first, second);
  EXPECT_EQ(first->info().hash, second->info().hash);
}

struct BadFile {
  const char* name;
  std::string bytes;
  ErrorCode code;
};

std::string good() { return read_all(sample("digits_cnn.pt")); }

std::string flipped() {
  std::string bytes = good();
  bytes[bytes.size() / 2] ^= 1;
  return bytes;
}

/// One message that names the file, without any trace of code.
void expect_clear(const Error& error, ErrorCode code, const std::string& path) {
  EXPECT_EQ(error.code, code) << error.message;
  EXPECT_THAT(error.message, HasSubstr(path));
  EXPECT_THAT(error.message, Not(HasSubstr("Traceback")));
}

TEST(Open, BadFilesAreToldApart) {
  const TemporaryFolder folder;
  AtWork work;
  const std::vector<BadFile> files{
      {"empty.pt", "", ErrorCode::Corruption},
      {"truncated.pt", good().substr(0, good().size() / 2), ErrorCode::Corruption},
      {"flipped.pt", flipped(), ErrorCode::Corruption},
      {"text.pt", "these are no weights\n", ErrorCode::NotSupported},
      {"model.onnx", std::string("\x08\x07\x12\x07pytorch", 11), ErrorCode::NotSupported},
  };
  for (const BadFile& bad : files) {
    SCOPED_TRACE(bad.name);
    const std::string path = folder / bad.name;
    write_all(path, bad.bytes);
    const auto opened = work.get<ModelHandle>(OpenRequest{path});
    ASSERT_FALSE(opened);
    expect_clear(opened.error(), bad.code, path);
    const auto measured = work.get<Measurement>(MeasureRequest{path, "", samples(), true, quick()});
    ASSERT_FALSE(measured);
    expect_clear(measured.error(), bad.code, path);
  }
  const auto missing = work.get<ModelHandle>(OpenRequest{folder / "missing.pt"});
  ASSERT_FALSE(missing);
  expect_clear(missing.error(), ErrorCode::NotFound, folder / "missing.pt");
}

TEST(Data, AreDescribedOrRefused) {
  AtWork work;
  const auto digits = work->describe_data(samples());
  ASSERT_TRUE(digits) << digits.error().message;
  EXPECT_EQ(digits->classes, 10);
  EXPECT_EQ(work->describe_data("/nowhere").error().code, ErrorCode::NotFound);
}

TEST(Environment, NamesMachineBuildAndThreads) {
  AtWork work;
  const Environment environment = work->environment(2);
  EXPECT_EQ(environment.threads, 2);
  EXPECT_THAT(environment.build, HasSubstr("LibTorch"));
  EXPECT_THAT(environment.machine, HasSubstr("core"));
  EXPECT_FALSE(environment.isa.empty());
}

}  // namespace
}  // namespace athena
