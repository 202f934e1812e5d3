// SPDX-License-Identifier: Apache-2.0
#include "core/graph/load.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "core/base/child_process.h"
#include "core/base/io_faults.h"
#include "core/base/sha256.h"
#include "tests/core/base/temporary_folder.h"
#include "tests/core/graph/models.h"

namespace athena {
namespace {

TEST(Load, DescribesTheFile) {
  const auto model = load_model(sample("digits_transformer.pt"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->info.hash, *sha256_file(sample("digits_transformer.pt")));
  EXPECT_FALSE(model->info.training);
  ASSERT_EQ(model->info.methods.size(), 1u);
  const MethodInfo& forward = model->info.methods[0];
  ASSERT_EQ(forward.arguments.size(), 1u);
  EXPECT_EQ(forward.arguments[0].type, "Tensor");
  EXPECT_GT(forward.ifs_folded, forward.ifs / 2);
  std::int64_t bytes = 0;
  for (const LayerInfo& layer : model->info.layers) bytes += layer.bytes;
  EXPECT_EQ(bytes, model->info.weight_bytes);
}

TEST(Load, CountsTheControlFlowThatStays) {
  const auto model = load_model(sample("digits_early_exit.pt"));
  ASSERT_TRUE(model);
  const MethodInfo& forward = model->info.methods[0];
  EXPECT_EQ(forward.loops, 1);
  EXPECT_GE(forward.ifs - forward.ifs_folded, 2);
}

TEST(Load, KeepsExtraFilesThroughSaving) {
  const test::TemporaryFolder folder;
  auto module = torch::jit::load(sample("digits_cnn.pt"));
  ASSERT_TRUE(save_module(module, folder / "m.pt", {{"labels.txt", "zero one"}}));
  const auto model = load_model(folder / "m.pt");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(model->extra_files.at("labels.txt"), "zero one");
}

TEST(Load, SaysThatAFileWasSavedInTrainingMode) {
  const test::TemporaryFolder folder;
  auto module = torch::jit::load(sample("digits_cnn.pt"));
  module.train();
  ASSERT_TRUE(save_module(module, folder / "m.pt"));
  const auto model = load_model(folder / "m.pt");
  ASSERT_TRUE(model);
  EXPECT_TRUE(model->info.training);
  EXPECT_FALSE(model->original.is_training());
  EXPECT_THAT(model->notes, testing::ElementsAre(testing::HasSubstr("training mode")));
}

TEST(Load, AFullDiskAtAnyWriteIsAnErrorAndLeavesNothing) {
  const test::TemporaryFolder folder;
  const auto module = torch::jit::load(sample("digits_cnn.pt"));
  bool saved = false;
  for (int room = 0; !saved; ++room) {
    SCOPED_TRACE("after " + std::to_string(room) + " writes");
    int writes = 0;
    const ScopedIoFault fault([&](IoStep step, const std::string&) {
      return step == IoStep::Write && writes++ >= room ? ENOSPC : 0;
    });
    const auto status = save_module(module, folder / "m.pt");
    saved = status.has_value();
    if (saved) {
      EXPECT_GT(room, 3) << "the file was written in fewer pieces than this test was made for";
      break;
    }
    EXPECT_EQ(status.error().code, ErrorCode::Io);
    EXPECT_THAT(status.error().message, testing::HasSubstr("disk is full"));
    ASSERT_THAT(folder.names(), testing::IsEmpty());
  }
}

// LibTorch's peephole pass claims to have changed the graph of a `with torch.no_grad()` every time it is
// asked.
TEST(Load, SettlesAMethodUnderNoGrad) {
  const char* python = std::getenv("ATHENA_TORCH_PYTHON");
  if (!python || !*python) GTEST_SKIP() << "this LibTorch belongs to no Python";
  const test::TemporaryFolder folder;
  std::ofstream(folder / "make.py") << R"(
import sys
import torch

class Quiet(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(4, 4)

    def forward(self, x):
        with torch.no_grad():
            return self.fc(x)

torch.jit.script(Quiet()).save(sys.argv[1])
)";
  const auto made = run_process(python, {"-W", "ignore", folder / "make.py", folder / "quiet.pt"});
  ASSERT_TRUE(made && made->ok()) << (made ? made->errors : made.error().message);
  const auto model = load_model(folder / "quiet.pt");
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_FALSE(model->info.layers.empty());
  EXPECT_TRUE(model->info.layers[0].compressible);
}

TEST(Load, ReportsWhereItCannotSave) {
  const auto module = torch::jit::load(sample("digits_cnn.pt"));
  const auto saved = save_module(module, "/no/such/folder/m.pt");
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace athena
