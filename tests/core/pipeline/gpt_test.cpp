// SPDX-License-Identifier: Apache-2.0
// The GPT of tests/data/models/gpt.py, byte by byte with its cache and window by window.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/core/pipeline/whole_recipe.h"

namespace athena::test {
namespace {

constexpr std::int64_t kWindow = 128;  // what the model was trained on

class GptSteps : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* variable = std::getenv("ATHENA_MODELS");
    models_ = variable == nullptr ? "" : variable;
    if (!std::filesystem::exists(models_ + "/plays/hamlet.txt"))
      GTEST_SKIP() << "make_models.py could not fetch the plays";
  }

  /// [count, kWindow] bytes of Hamlet.
  at::Tensor windows(std::int64_t count) const {
    std::ifstream file(models_ + "/plays/hamlet.txt", std::ios::binary);
    std::string text(static_cast<std::size_t>(count * kWindow), 0);
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    EXPECT_TRUE(file);
    return at::from_blob(text.data(), {count, kWindow}, at::kByte).to(at::kLong);
  }

  /// Logits [B, T, 256] of all windows at once, without a cache.
  static at::Tensor whole(torch::jit::Module& model, const at::Tensor& tokens) {
    const at::NoGradGuard guard;
    return model.forward({tokens}).toTupleRef().elements()[0].toTensor();
  }

  /// The same byte by byte: each call takes the cache that the one before it gave.
  static at::Tensor stepped(torch::jit::Module& model, const at::Tensor& tokens) {
    const at::NoGradGuard guard;
    std::vector<at::Tensor> logits;
    c10::IValue cache;
    for (std::int64_t i = 0; i < tokens.size(1); ++i) {
      const auto out = model.forward({tokens.narrow(1, i, 1), cache}).toTuple();
      logits.push_back(out->elements()[0].toTensor());
      cache = out->elements()[1];
    }
    return at::cat(logits, 1);
  }

  static double share_alike(const at::Tensor& a, const at::Tensor& b) {
    return a.argmax(2).eq(b.argmax(2)).to(at::kDouble).mean().item<double>();
  }

  std::string models_;
};

TEST_F(GptSteps, WithTheCacheGiveWhatTheWholeWindowGives) {
  const LoadedModel model = load(models_ + "/gpt_plays_scripted.pt");
  const auto made = quantized(model, "int8-dynamic");
  ASSERT_TRUE(made) << made.error().message;
  torch::jit::Module original = model.original, small = reloaded(made->module);
  original.eval();
  const at::Tensor tokens = windows(8);
  const at::Tensor fp32 = whole(original, tokens), int8 = whole(small, tokens);
  EXPECT_TRUE(at::allclose(stepped(original, tokens), fp32, 1e-4, 1e-4));  // sums of 512 in another order
  const at::Tensor steps = stepped(small, tokens);
  // Rows are quantized one by one, so what stands beside them changes nothing but roundings at an edge.
  RecordProperty("int8_steps_like_windows", std::to_string(share_alike(steps, int8)));
  RecordProperty("int8_largest_difference", std::to_string((steps - int8).abs().max().item<double>()));
  RecordProperty("int8_like_fp32", std::to_string(share_alike(int8, fp32)));
  EXPECT_GE(share_alike(steps, int8), 0.99);
  EXPECT_GE(share_alike(int8, fp32), 0.95);
}

TEST_F(GptSteps, GenerateAsTheCallsOneByOneDo) {
  const LoadedModel model = load(models_ + "/gpt_plays_scripted.pt");
  const auto made = quantized(model, "int8-dynamic");
  ASSERT_TRUE(made) << made.error().message;
  torch::jit::Module small = reloaded(made->module);
  const at::NoGradGuard guard;
  at::Tensor text = windows(1).narrow(1, 0, 60);
  const at::Tensor generated = small.get_method("generate")({text, 40}).toTensor();
  c10::IValue cache;
  at::Tensor next = text;
  for (int i = 0; i < 40; ++i) {
    const auto out = small.forward({next, cache}).toTuple();
    next = out->elements()[0].toTensor().narrow(1, -1, 1).argmax(2);
    cache = out->elements()[1];
    text = at::cat({text, next}, 1);
  }
  EXPECT_TRUE(generated.equal(text)) << generated << text;
}

}  // namespace
}  // namespace athena::test
