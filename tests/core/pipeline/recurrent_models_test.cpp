// SPDX-License-Identifier: Apache-2.0
// Recurrent models as people export them, through a whole recipe.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "core/base/child_process.h"
#include "core/measure/coverage.h"
#include "tests/core/graph/models.h"
#include "whole_recipe.h"

namespace athena::test {
namespace {

namespace fs = std::filesystem;

const std::set<std::string> kRecurrent = {"LSTM", "GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"};

class RecurrentModels : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const char* python = std::getenv("ATHENA_TORCH_PYTHON");
    if (python == nullptr || *python == '\0') return;
    folder_ = new TemporaryFolder;
    const std::string script =
        std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/tests/core/pipeline/make_recurrent_models.py";
    const auto made = run_process(python, {"-B", script, folder_->path()});
    ASSERT_TRUE(made) << made.error().message;
    ASSERT_TRUE(made->ok()) << made->how_it_ended() << made->output << made->errors;
  }
  static void TearDownTestSuite() { delete folder_; }
  void SetUp() override {
    if (folder_ == nullptr)
      GTEST_SKIP() << "this LibTorch belongs to no Python (ATHENA_TORCH_PYTHON is empty)";
  }

  static std::vector<std::string> files() {
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator(folder_->path())) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    EXPECT_GE(paths.size(), 10u);
    return paths;
  }

  static TemporaryFolder* folder_;
};

TemporaryFolder* RecurrentModels::folder_ = nullptr;

at::Tensor input_of(const LoadedModel& model) { return model.original.attr("x").toTensor(); }

/// Bytes of the attributes that a module holds, each storage once.
std::int64_t stored_bytes(const torch::jit::Module& module) {
  std::set<const void*> seen;
  std::int64_t bytes = 0;
  const auto add = [&](const at::Tensor& tensor) {
    if (tensor.defined() && seen.insert(tensor.storage().data()).second)
      bytes += static_cast<std::int64_t>(tensor.storage().nbytes());
  };
  for (const auto& attribute : module.named_attributes()) {
    if (attribute.value.isTensor()) add(attribute.value.toTensor());
    if (attribute.value.isTensorList())
      for (const at::Tensor& tensor : attribute.value.toTensorVector()) add(tensor);
  }
  return bytes;
}

TEST_F(RecurrentModels, AreCompressedWholeAndStayClose) {
  for (const std::string& path : files())
    for (const auto& [scheme, close] :
         std::map<std::string, double>{{"fp16", 0.99999},
                                       {"int8-dynamic", 0.999},
                                       {"int4-weight", 0.95},
                                       {"int4-dynamic:g=32:zp:scales=fp16", 0.95}}) {
      SCOPED_TRACE(fs::path(path).stem().string() + " " + scheme);
      const LoadedModel model = load(path);
      const auto made = quantized(model, scheme);
      ASSERT_TRUE(made) << made.error().message;
      int recurrent = 0;
      for (const LayerReport& layer : made->layers)
        if (kRecurrent.count(layer.kind)) {
          ++recurrent;
          EXPECT_EQ(layer.scheme, scheme.substr(0, scheme.find(':'))) << layer.path << ": " << layer.reason;
        }
      EXPECT_GE(recurrent, 1);
      const torch::jit::Module read = reloaded(made->module);
      const at::Tensor x = input_of(model);
      EXPECT_GT(cosine(run(read, x).to(at::kFloat), run(model.settled, x).to(at::kFloat)), close);
      for (const LayerReport& ran : coverage(read)) {
        EXPECT_GT(ran.calls, 0) << ran.path;
        EXPECT_EQ(report(*made, ran.path).kind, ran.kind);
      }
      // What is left in fp32 is the example and what the test keeps.
      EXPECT_LE(stored_bytes(read), x.numel() * x.element_size() + 3 * 32 * 4 + 3 * 8)
          << "weights stayed behind";
    }
}

}  // namespace
}  // namespace athena::test
