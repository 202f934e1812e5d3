// SPDX-License-Identifier: Apache-2.0
#include "core/observe/input_moments.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/graph/settle.h"
#include "tests/core/graph/models.h"
#include "tests/core/measure/table_data.h"

namespace athena {
namespace {

using ::testing::HasSubstr;

at::Tensor normal(at::IntArrayRef sizes) {
  return at::randn(sizes, at::make_generator<at::CPUGeneratorImpl>(7), at::kFloat);
}

Result<std::map<std::string, InputMoment>> observed(const at::Tensor& weight, const std::string& body,
                                                    const at::Tensor& x, std::int64_t batch = 2,
                                                    std::int64_t samples = 100) {
  const torch::jit::Module module = scripted({{"w", weight}}, "def forward(self, x):\n  " + body + "\n");
  const auto settled = settle(module);
  EXPECT_TRUE(settled) << settled.error().message;
  return observe_inputs(*settled, {"w"}, TableData(x, {}), {"forward", "test", samples, batch}, {});
}

at::Tensor moment_of(const at::Tensor& rows) {
  const at::Tensor x = rows.to(at::kDouble);
  return at::matmul(x.transpose(-2, -1), x);
}

void expect_moment(const Result<std::map<std::string, InputMoment>>& got, const at::Tensor& rows) {
  ASSERT_TRUE(got) << got.error().message;
  ASSERT_EQ(got->count("w"), 1u);
  const at::Tensor wanted = moment_of(rows.dim() == 2 ? rows.unsqueeze(0) : rows);
  EXPECT_TRUE(at::allclose(got->at("w").sum, wanted, 1e-9, 1e-9));
  EXPECT_EQ(got->at("w").rows, rows.size(-2));
}

/// [groups, rows, K] of a convolution's input [B, C, H, W] that is padded already.
at::Tensor patches(const at::Tensor& x, std::int64_t groups, std::array<std::int64_t, 2> kernel,
                   std::array<std::int64_t, 2> stride, std::array<std::int64_t, 2> dilation) {
  std::vector<at::Tensor> rows;
  const auto last = [&](int i) { return x.size(2 + i) - (kernel[i] - 1) * dilation[i]; };
  for (std::int64_t b = 0; b < x.size(0); ++b)
    for (std::int64_t i = 0; i < last(0); i += stride[0])
      for (std::int64_t j = 0; j < last(1); j += stride[1])
        rows.push_back(x[b].slice(1, i, i + (kernel[0] - 1) * dilation[0] + 1, dilation[0])
                           .slice(2, j, j + (kernel[1] - 1) * dilation[1] + 1, dilation[1])
                           .reshape({groups, -1}));
  return at::stack(rows, 1);
}

TEST(InputMoments, OfALinearLayerCountEveryRowAndTurn) {
  const at::Tensor x = normal({5, 3, 4}), w = normal({4, 4});
  expect_moment(observed(w, "return torch.linear(x, self.w)", x), x.reshape({-1, 4}));
  const at::Tensor once = at::linear(x, w);
  expect_moment(observed(w, "for i in range(2):\n    x = torch.linear(x, self.w)\n  return x", x),
                at::cat({x.reshape({-1, 4}), once.reshape({-1, 4})}));
}

TEST(InputMoments, OfConvolutionsAreThoseOfTheirPatches) {
  const at::Tensor x = normal({3, 4, 9, 8}), padded = at::constant_pad_nd(x, {1, 1, 2, 2});
  expect_moment(
      observed(normal({6, 4, 3, 2}), "return torch.conv2d(x, self.w, None, [2, 1], [2, 1], [1, 2])", x),
      patches(padded, 1, {3, 2}, {2, 1}, {1, 2}));
  expect_moment(
      observed(normal({6, 2, 3, 3}), "return torch.conv2d(x, self.w, None, [1, 1], [0, 0], [1, 1], 2)", x),
      patches(x, 2, {3, 3}, {1, 1}, {1, 1}));
  expect_moment(
      observed(normal({4, 1, 3, 3}), "return torch.conv2d(x, self.w, None, [1, 1], \"same\", [1, 1], 4)", x),
      patches(at::constant_pad_nd(x, {1, 1, 1, 1}), 4, {3, 3}, {1, 1}, {1, 1}));
}

TEST(InputMoments, OfAConvolutionInOneDimension) {
  const at::Tensor x = normal({3, 4, 11}), padded = at::constant_pad_nd(x, {2, 2}).unsqueeze(2);
  expect_moment(observed(normal({5, 4, 3}), "return torch.conv1d(x, self.w, None, [2], [2], [2])", x),
                patches(padded, 1, {1, 3}, {1, 2}, {1, 2}));
  expect_moment(observed(normal({5, 4, 4}), "return torch.conv1d(x, self.w, None, [1], \"same\")", x),
                patches(at::constant_pad_nd(x, {1, 2}).unsqueeze(2), 1, {1, 4}, {1, 1}, {1, 1}));
}

TEST(InputMoments, SamplesBeyondTheLimitDoNotCount) {
  const at::Tensor x = normal({5, 4});
  expect_moment(observed(normal({4, 4}), "return torch.linear(x, self.w)", x, 2, 3), x.slice(0, 0, 3));
}

TEST(InputMoments, ALayerThatNeverRanHasNone) {
  const auto got = observed(
      normal({4, 4}), "if bool(x.sum() > 1e9):\n    x = torch.linear(x, self.w)\n  return x", normal({5, 4}));
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_TRUE(got->empty());
}

TEST(InputMoments, SaysWhatTheModelRefuses) {
  const auto got = observed(normal({4, 4}), "return torch.linear(x, self.w)", normal({5, 3}));
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::InvalidArgument);
}

}  // namespace
}  // namespace athena
