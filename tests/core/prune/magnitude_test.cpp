// SPDX-License-Identifier: Apache-2.0
#include "core/prune/magnitude.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/script.h>

#include <cstdlib>
#include <limits>
#include <sstream>

#include "core/base/child_process.h"
#include "core/prune/two_four.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {
namespace {

std::int64_t zeros(const at::Tensor& mask) { return mask.numel() - mask.sum().item<std::int64_t>(); }

TEST(MagnitudeMask, TheSmallestBecomeZero) {
  const at::Tensor weight = at::tensor({0.5, -0.1, 3.0, -4.0, 0.2, -0.3}).reshape({2, 3});
  const at::Tensor mask = magnitude_mask(weight, 0.5).value();
  EXPECT_TRUE(at::equal(mask, at::tensor({1, 0, 1, 1, 0, 0}).reshape({2, 3}).to(at::kBool)));
}

TEST(MagnitudeMask, TheCountIsRoundedWithTiesToEven) {
  const at::Tensor weight = at::arange(1, 11, at::kFloat);
  for (const auto& [amount, count] : std::vector<std::pair<double, int>>{
           {0, 0}, {0.04, 0}, {0.05, 0}, {0.15, 2}, {0.25, 2}, {0.35, 4}, {1, 10}})
    EXPECT_EQ(zeros(magnitude_mask(weight, amount).value()), count) << amount;
}

TEST(MagnitudeMask, TakesAnyShapeStridesAndFloat) {
  const at::Tensor weight = (at::arange(24, at::kFloat) - 11.3).reshape({4, 6});
  const at::Tensor mask = magnitude_mask(weight, 0.4).value();
  EXPECT_TRUE(at::equal(magnitude_mask(weight.t().contiguous().t(), 0.4).value(), mask));
  EXPECT_TRUE(at::equal(magnitude_mask(weight.to(at::kDouble).requires_grad_(), 0.4).value(), mask));
  EXPECT_EQ(magnitude_mask(at::zeros({0, 3}), 0.5)->sizes(), (at::IntArrayRef{0, 3}));
}

TEST(MagnitudeMask, RefusesOtherAmountsAndTypes) {
  for (const double amount : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()})
    EXPECT_FALSE(magnitude_mask(at::ones({3}), amount));
  EXPECT_FALSE(magnitude_mask(at::ones({3}, at::kLong), 0.5));
  EXPECT_FALSE(magnitude_mask(at::Tensor(), 0.5));
}

// torch.nn.utils.prune decides, ties included: both leave them to the same topk.
TEST(MagnitudeMask, EqualsTorchsPruning) {
  const char* python = std::getenv("ATHENA_TORCH_PYTHON");
  if (python == nullptr || *python == '\0')
    GTEST_SKIP() << "this LibTorch belongs to no Python (ATHENA_TORCH_PYTHON is empty)";
  const TemporaryFolder folder;
  const auto run = run_process(
      python, {"-B", std::string(std::getenv("ATHENA_SOURCE_DIR")) + "/tests/core/prune/prune_with_torch.py",
               folder / "masks.pt"});
  ASSERT_TRUE(run && run->ok()) << (run ? run->errors : run.error().message);
  const torch::jit::Module masks = torch::jit::load(folder / "masks.pt");
  const at::Tensor weight = masks.attr("weight").toTensor(), ties = masks.attr("ties").toTensor();
  for (const int percent : {0, 1, 10, 33, 50, 77, 90, 99, 100}) {
    const std::string number = std::to_string(percent);
    EXPECT_TRUE(
        at::equal(magnitude_mask(weight, percent / 100.0).value(), masks.attr("weight_" + number).toTensor()))
        << percent;
    EXPECT_TRUE(
        at::equal(magnitude_mask(ties, percent / 100.0).value(), masks.attr("ties_" + number).toTensor()))
        << percent;
  }
  EXPECT_TRUE(
      at::equal(two_four_mask(masks.attr("linear").toTensor()).value(), masks.attr("linear_2_4").toTensor()));
}

}  // namespace
}  // namespace athena::test
