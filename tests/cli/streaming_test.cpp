// SPDX-License-Identifier: Apache-2.0
// Data larger than what evaluating may hold. ATHENA_STREAM_MB=10000 makes the files 10 GB.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/cli/cli.h"
#include "tests/cli/scripted.h"

namespace athena::test {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;  // what was freed is held back, to catch its use
#else
constexpr bool kSanitized = false;
#endif

constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kColumns = 1024;

/// Most memory in bytes that athena-cli held at once; stdout goes to `output`.
std::int64_t peak_of(std::vector<std::string> arguments, const std::string& output) {
  arguments.insert(arguments.begin(), cli_program());
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, words[0], &actions, nullptr, words.data(), environ), 0);
  ::posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage used{};
  EXPECT_EQ(::wait4(child, &status, 0, &used), child);
  EXPECT_EQ(status, 0);
  return used.ru_maxrss * 1024;
}

std::string npy_header(const std::string& dtype, const std::string& shape) {
  std::string text = "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': (" + shape + "), }";
  while ((10 + text.size() + 1) % 64 != 0) text += ' ';
  text += '\n';
  const auto size = static_cast<char>(text.size());
  return std::string("\x93NUMPY\x01\x00", 8) + size + '\0' + text;
}

template <typename T>
std::string bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

/// Every second row holds ones and has the label 0, the others -1 and 1. Gives the "sources" of a data file.
nlohmann::json write_npy(const TemporaryFolder& folder, std::int64_t rows) {
  std::ofstream x(folder / "x.npy", std::ios::binary), y(folder / "y.npy", std::ios::binary);
  x << npy_header("<f4", std::to_string(rows) + ", " + std::to_string(kColumns));
  y << npy_header("<i8", std::to_string(rows) + ",");
  const std::string pair =
      bytes_of(std::vector<float>(kColumns, 1)) + bytes_of(std::vector<float>(kColumns, -1));
  const std::string labels = bytes_of(std::vector<std::int64_t>{0, 1});
  for (std::int64_t i = 0; i < rows; i += 2) {
    x << pair;
    y << labels;
  }
  EXPECT_TRUE(x.flush() && y.flush()) << "no room for the file";
  return {{"npy", {{"features", "x.npy"}, {"label", "y.npy"}}}};
}

nlohmann::json write_csv(const TemporaryFolder& folder, std::int64_t rows) {
  std::ofstream file(folder / "x.csv", std::ios::binary);
  std::string names, ones, minus;
  for (std::int64_t i = 0; i < kColumns; ++i) {
    names += "c" + std::to_string(i) + ",";
    ones += "1.0,";
    minus += "-1.0,";
  }
  file << names << "class\n";
  for (std::int64_t i = 0; i < rows; i += 2) file << ones << "0\n" << minus << "1\n";
  EXPECT_TRUE(file.flush()) << "no room for the file";
  return {{"csv", {{"file", "x.csv"}, {"label", "class"}}}};
}

struct Format {
  const char* name;
  std::int64_t row_bytes;
  nlohmann::json (*write)(const TemporaryFolder&, std::int64_t rows);
};

class Streaming : public ::testing::TestWithParam<Format> {
 protected:
  /// The peak of evaluating a file of about so many bytes.
  std::int64_t peak(const std::string& model, std::int64_t bytes) {
    const TemporaryFolder folder;
    const std::int64_t rows = bytes / GetParam().row_bytes / 2 * 2;
    const nlohmann::json data = {{"athena_data", 1},
                                 {"sources", {{"all", GetParam().write(folder, rows)}}},
                                 {"inputs", {{{"column", "features"}}}},
                                 {"label", "label"},
                                 {"splits", {{"test", {{"source", "all"}}}}}};
    write_all(folder / "d.data.json", data.dump());
    const std::string output = folder / "out.json";
    const std::int64_t held =
        peak_of({"evaluate", model, "--data", folder / "d.data.json", "--json"}, output);
    const auto json = nlohmann::json::parse(read_all(output), nullptr, false);
    EXPECT_TRUE(json.is_object() && json.contains("samples")) << json;
    if (!json.is_object()) return held;
    EXPECT_EQ(json.value("samples", std::int64_t{0}), rows);
    EXPECT_EQ(json.value("accuracy", 0.0), 1.0);
    return held;
  }
};

TEST_P(Streaming, HoldsAFewBatchesOfALargeFile) {
  if (kSanitized) GTEST_SKIP() << "memory that was freed is held back";
  const TemporaryFolder folder;
  const std::string model = scripted(folder, "sums", "x", "return torch.stack([x.sum(1), -x.sum(1)], 1)");
  if (model.empty()) GTEST_SKIP() << "no Python with torch, which makes the model";
  const char* asked = std::getenv("ATHENA_STREAM_MB");
  const std::int64_t bytes = (asked ? std::atoll(asked) : 300) * kMiB;
  const std::int64_t few = peak(model, 3 * kMiB), many = peak(model, bytes);
  RecordProperty("file_mib", std::to_string(bytes / kMiB));
  RecordProperty("small_file_mib", std::to_string(few / kMiB));
  RecordProperty("more_than_for_a_small_file_mib", std::to_string((many - few) / kMiB));
  EXPECT_LT(many - few, 64 * kMiB);
}

INSTANTIATE_TEST_SUITE_P(Formats, Streaming,
                         testing::Values(Format{"npy", kColumns * 4, write_npy},
                                         Format{"csv", kColumns * 9 / 2, write_csv}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace athena::test
