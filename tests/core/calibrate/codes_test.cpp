// SPDX-License-Identifier: Apache-2.0
#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <optional>

#include "core/runtime/max_pool.h"
#include "core/runtime/packed_conv.h"
#include "core/runtime/static_codes.h"
#include "tests/core/calibrate/coded.h"

namespace athena {
namespace {

constexpr double kClose = 0.05;  // of what is computed, after a few roundings to 8 bits

std::vector<std::pair<std::string, at::Tensor>> tensors() {
  return {{"w1", seeded({4, 3, 3, 3}, 1)},
          {"b1", seeded({4}, 2)},
          {"w2", 0.3 * seeded({4, 4, 3, 3}, 3)},
          {"b2", seeded({4}, 4)},
          {"w3", 0.3 * seeded({4, 4, 3, 3}, 5)},
          {"b3", seeded({4}, 6)},
          {"w4", seeded({6, 4, 1, 1}, 7)},
          {"v", seeded({5, 4, 3}, 8)},
          {"u", seeded({5, 5, 3}, 9)}};
}

torch::jit::Module body(const std::string& lines) {
  return scripted(tensors(), "def forward(self, x: Tensor):\n" + lines);
}

at::Tensor samples() { return seeded({6, 3, 8, 10}, 20); }

c10::intrusive_ptr<PackedConv> weights(const torch::jit::Module& module, const char* name) {
  return module.attr(name).toCustomClass<PackedConv>();
}

/// What one site computes, by the ops alone.
at::Tensor static_conv(const torch::jit::Module& module, const char* name, const at::Tensor& codes,
                       std::int64_t padding, kernels::RowRange x, kernels::RowRange y,
                       std::optional<float> low, std::optional<float> high = {}, const at::Tensor& add = {},
                       std::optional<kernels::RowRange> add_range = {}) {
  kernels::ConvRanges ranges;
  ranges.x = x;
  ranges.y = y;
  ranges.add = add_range;
  if (low) ranges.low = *low;
  if (high) ranges.high = *high;
  return weights(module, name)->forward_static(codes, {1, 1}, {padding, padding}, {1, 1}, ranges, add);
}

at::Tensor to_codes(const at::Tensor& x, kernels::RowRange range) {
  return quantize_static(x, range.scale, range.zero_point);
}

at::Tensor from_codes(const at::Tensor& codes, kernels::RowRange range) {
  return dequantize_static(codes, range.scale, range.zero_point);
}

const char* const kNetwork =
    "    a = torch.relu(torch.conv2d(x, self.w1, self.b1, 1, 1))\n"
    "    p = torch.max_pool2d(a, 2)\n"
    "    b = torch.hardtanh(torch.conv2d(p, self.w2, self.b2, 1, 1), 0., 6.)\n"
    "    c = torch.conv2d(b, self.w3, self.b3, 1, 1)\n"
    "    d = torch.relu_(c.add_(p))\n"
    "    if bool(x.sum() > -1e9):\n"
    "        e = torch.conv2d(d, self.w4)\n"
    "    else:\n"
    "        e = d\n"
    "    return e\n";

TEST(Codes, AreWhatTheOpsGiveByHand) {
  const torch::jit::Module module = body(kNetwork);
  for (const Observer observer : {Observer::MinMax, Observer::Percentile, Observer::Mse}) {
    Coded made = coded(module, samples(), {observer, 99.9});
    for (const SiteFate& site : made.sites) EXPECT_EQ(site.left, "") << site.weights;
    ASSERT_EQ(made.numbers().size(), 4u);
    const auto range = [&](std::size_t number) { return made.range(number); };
    const auto& [one, two, three, four] =
        std::tie(made.numbers()[0], made.numbers()[1], made.numbers()[2], made.numbers()[3]);
    const at::Tensor x = samples();
    const at::Tensor a = static_conv(made.packed, "w1_packed", to_codes(x, range(one.input)), 1,
                                     range(one.input), range(one.end), 0.0f);
    const at::Tensor p = max_pool2d_static(a, {2, 2}, {}, {0, 0}, {1, 1}, false);
    const at::Tensor b =
        static_conv(made.packed, "w2_packed", p, 1, range(one.end), range(two.end), 0.0f, 6.0f);
    const at::Tensor d = static_conv(made.packed, "w3_packed", b, 1, range(two.end), range(three.end), 0.0f,
                                     {}, p, range(one.end));
    const at::Tensor e = static_conv(made.packed, "w4_packed", d, 0, range(three.end), range(four.end), {});
    EXPECT_TRUE(at::equal(run(made.module, x), from_codes(e, range(four.end))));
    EXPECT_LT(relative_error(run(made.module, x), run(module, x)), kClose);
  }
}

TEST(Codes, StayCodesFromOneConvolutionToTheNext) {
  const Coded made = coded(body(kNetwork), samples());
  EXPECT_EQ(count_of(made.module, "athena::quantize_static"), 1);
  EXPECT_EQ(count_of(made.module, "athena::conv_static"), 4);
  EXPECT_EQ(count_of(made.module, "athena::max_pool2d_static"), 1);
  EXPECT_EQ(count_of(made.module, "athena::dequantize_static"), 2);  // one for each branch's result
  for (const char* gone : {"athena::conv", "aten::relu", "aten::relu_", "aten::add", "aten::add_",
                           "aten::hardtanh", "aten::max_pool2d"})
    EXPECT_EQ(count_of(made.module, gone), 0) << gone;
}

TEST(Codes, HaveTheRangesOfWhatTheModelMeets) {
  Coded made = coded(body(kNetwork), samples());
  const at::Tensor x = samples();
  const auto range = [&](std::size_t number) { return made.seen.values[number].range; };
  EXPECT_EQ(range(made.numbers()[0].input), (ValueRange{x.min().item<float>(), x.max().item<float>()}));
  const at::Tensor a = weights(made.packed, "w1_packed")->forward(x, {1, 1}, {1, 1}, {1, 1});
  EXPECT_EQ(range(made.numbers()[0].end), (ValueRange{0, a.max().item<float>()}));
  EXPECT_LE(range(made.numbers()[1].end).high, 6);
  EXPECT_EQ(made.numbers()[1].input, made.numbers()[0].end);
  EXPECT_EQ(made.numbers()[2].added, made.numbers()[0].end);
}

TEST(Codes, TakeAResidualFromAnotherConvolution) {
  const torch::jit::Module module = body(
      "    a = torch.relu(torch.conv2d(x, self.w1, self.b1, 1, 1))\n"
      "    inner = torch.relu(torch.conv2d(a, self.w2, self.b2, 1, 1))\n"
      "    around = torch.conv2d(a, self.w3, self.b3, 1, 1)\n"
      "    return torch.relu(torch.conv2d(inner, self.w3, self.b3, 1, 1) + around)\n");
  const Coded made = coded(module, samples());
  EXPECT_EQ(count_of(made.module, "athena::conv_static"), 4);
  EXPECT_EQ(count_of(made.module, "athena::quantize_static"), 1);
  EXPECT_EQ(count_of(made.module, "athena::dequantize_static"), 1);
  EXPECT_EQ(count_of(made.module, "aten::add"), 0);
  EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), kClose);
}

TEST(Codes, GoThroughAReluThatComesAfterThePool) {
  const torch::jit::Module module = body(
      "    a = torch.relu_(torch.max_pool2d(torch.conv2d(x, self.w1, self.b1, 1, 1), 2))\n"
      "    return torch.conv2d(torch.relu(a), self.w4)\n");
  Coded made = coded(module, samples());
  EXPECT_EQ(made.seen.values[made.numbers()[0].end].range.low, 0);
  EXPECT_EQ(count_of(made.module, "athena::max_pool2d_static"), 1);
  EXPECT_EQ(count_of(made.module, "athena::quantize_static"), 1);
  EXPECT_EQ(count_of(made.module, "aten::relu") + count_of(made.module, "aten::relu_"), 0);
  EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), kClose);
}

TEST(Codes, OfOneDimensionAndOfNamedPadding) {
  const at::Tensor signals = seeded({6, 4, 30}, 21);
  const torch::jit::Module signal = body(
      "    y = torch.relu(torch.conv1d(x, self.v, None, [1], \"same\", [2]))\n"
      "    return torch.conv1d(y, self.u, None, [2], [1])\n");
  const Coded made = coded(signal, signals);
  EXPECT_EQ(count_of(made.module, "athena::conv_static"), 2);
  EXPECT_EQ(count_of(made.module, "athena::quantize_static"), 1);
  EXPECT_LT(relative_error(run(made.module, signals), run(signal, signals)), kClose);
  const torch::jit::Module image = body("    return torch.conv2d(x, self.w1, self.b1, [2, 1], \"valid\")\n");
  const Coded valid = coded(image, samples());
  EXPECT_EQ(count_of(valid.module, "athena::conv_static"), 1);
  EXPECT_LT(relative_error(run(valid.module, samples()), run(image, samples())), kClose);
}

TEST(Codes, RunInALoopByTheRangesOfAllItsTurns) {
  const torch::jit::Module module = body(
      "    y = torch.relu(torch.conv2d(x, self.w1, self.b1, 1, 1))\n"
      "    for i in range(3):\n"
      "        y = torch.relu(torch.conv2d(y, self.w2, self.b2, 1, 1))\n"
      "    return y\n");
  const Coded made = coded(module, samples());
  EXPECT_EQ(count_of(made.module, "athena::conv_static"), 2);
  EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), kClose);
}

TEST(Codes, GiveOthersTheLayoutTheyHad) {
  const torch::jit::Module module = body(
      "    y = torch.conv2d(x, self.w1, self.b1, 1, 1)\n"
      "    return y.view([y.size(0), -1])[:, 1:] + torch.flatten(torch.relu(y), 1)[:, 1:]\n");
  const Coded made = coded(module, samples());
  EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), kClose);
  const Coded returned = coded(body("    return torch.conv2d(x, self.w1, self.b1, 1, 1)\n"), samples());
  EXPECT_TRUE(run(returned.module, samples()).is_contiguous());
}

TEST(Codes, AreTakenBeforeSomeoneWritesToTheirValues) {
  const torch::jit::Module module = body(
      "    x = x.clone()\n"
      "    other = torch.relu(torch.conv2d(x, self.w1, self.b1, 1, 1))\n"
      "    y = torch.conv2d(other, self.w2, self.b2, 1, 1)\n"
      "    before = torch.conv2d(x, self.w1, self.b1, 1, 1)\n"
      "    other.mul_(-3.)\n"
      "    x.zero_()\n"
      "    z = torch.relu(y + other)\n"
      "    other.zero_()\n"
      "    return torch.conv2d(z, self.w3) + torch.conv2d(other, self.w3) + "
      "torch.relu(before)[:, :, 1:-1, 1:-1]\n");
  const Coded made = coded(module, samples());
  for (const SiteFate& site : made.sites) EXPECT_EQ(site.left, "");
  EXPECT_LT(relative_error(run(made.module, samples()), run(module, samples())), kClose);
}

}  // namespace
}  // namespace athena
