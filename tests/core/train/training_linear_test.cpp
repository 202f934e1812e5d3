// SPDX-License-Identifier: Apache-2.0
#include "core/train/training_linear.h"

#include <torch/csrc/autograd/autograd.h>

#include <limits>

#include "core/kernels/quantize/quantize.h"
#include "tests/core/runtime/examples.h"

namespace athena::test {
namespace {

struct Layer {
  at::Tensor x, weight, bias, mask;
};

Layer example(int64_t m, int64_t n, int64_t k, unsigned seed) {
  Values values(seed);
  return {values.normal({m, k}, 0.3, 2).requires_grad_(), values.normal({n, k}, 0.1, 0.5).requires_grad_(),
          values.normal({n}).requires_grad_(), values.normal({n, k}) > 0};
}

at::Tensor train(const Layer& layer, LinearScheme scheme, bool masked = false) {
  return training_linear(layer.x, layer.weight, layer.bias,
                         {name(scheme.scheme), scheme.group, scheme.zero_points, scheme.half_scales},
                         masked ? std::optional(layer.mask) : std::nullopt);
}

TEST(TrainingLinear, IsThePackedLayerBitForBit) {
  for (const LinearScheme scheme : kSchemes)
    for (const auto& [m, n, k] : std::vector<std::tuple<int64_t, int64_t, int64_t>>{
             {1, 1, 1}, {5, 33, 77}, {9, 64, 128}, {0, 4, 8}, {3, 4, 0}}) {
      SCOPED_TRACE(text(scheme) + " " + std::to_string(m) + "x" + std::to_string(k) + "x" +
                   std::to_string(n));
      const Layer layer = example(m, n, k, 1);
      const at::NoGradGuard no_grad;
      const PackedHandle converted = packed(pack_linear(layer.weight, layer.bias, scheme).value());
      EXPECT_TRUE(same_bits(train(layer, scheme), linear(layer.x, converted)));
      const PackedHandle pruned = packed(pack_linear(layer.weight * layer.mask, layer.bias, scheme).value());
      EXPECT_TRUE(same_bits(train(layer, scheme, true), linear(layer.x, pruned)));
    }
}

// torch's fake quantization with the ranges that the kernels find; its gradients are the ones to match.
at::Tensor torch_rows(const at::Tensor& x) {
  at::Tensor scales = at::empty({x.size(0)}), zeros = at::empty({x.size(0)}, at::kInt);
  for (int64_t m = 0; m < x.size(0); ++m) {
    const auto range = kernels::row_range_u8(x.detach()[m].const_data_ptr<float>(), x.size(1));
    scales[m] = range.scale;
    zeros[m] = range.zero_point;
  }
  return at::fake_quantize_per_channel_affine(x, scales, zeros, 0, 0, 255);
}

at::Tensor torch_weights(const at::Tensor& weight, LinearScheme scheme) {
  if (is_half(scheme.scheme)) {  // added as a constant: the cast's own gradient would be rounded too
    const at::Tensor half = weight.detach().to(scheme.scheme == Scheme::Fp16 ? at::kHalf : at::kBFloat16);
    return weight + (half.to(at::kFloat) - weight.detach());
  }
  const bool int8 = is_int8(scheme.scheme);
  const int64_t most = int8 ? 127 : 7, group = scheme.group == 0 ? weight.size(1) : scheme.group;
  const at::Tensor groups = weight.reshape({-1, group});
  const auto stored = [&](const at::Tensor& scales) {
    return scheme.half_scales ? scales.to(at::kHalf).to(at::kFloat) : scales;
  };
  if (scheme.zero_points) {
    const at::Tensor low = groups.detach().amin({1}).clamp_max(0),
                     high = groups.detach().amax({1}).clamp_min(0);
    const at::Tensor scales = stored((high - low) / 15);
    return at::fake_quantize_per_channel_affine(groups, scales, at::round(-low / scales).to(at::kInt), 0, 0,
                                                15)
        .reshape(weight.sizes());
  }
  const at::Tensor scales = stored(groups.detach().abs().amax({1}) / most);
  return at::fake_quantize_per_channel_affine(groups, scales, at::zeros({scales.size(0)}, at::kInt), 0, -most,
                                              most)
      .reshape(weight.sizes());
}

TEST(TrainingLinear, HasTheGradientsOfTorchsFakeQuantization) {
  for (const LinearScheme scheme : kSchemes)
    for (const bool masked : {false, true}) {
      SCOPED_TRACE(text(scheme) + (masked ? " masked" : ""));
      const Layer layer = example(40, 24, 128, 2);
      const at::Tensor upstream = Values(3).normal({40, 24});
      const bool dynamic = scheme.scheme == Scheme::Int8Dynamic || scheme.scheme == Scheme::Int4Dynamic;
      const at::Tensor kept = masked ? layer.weight * layer.mask : layer.weight;
      const at::Tensor wanted =
          at::linear(dynamic ? torch_rows(layer.x) : layer.x, torch_weights(kept, scheme), layer.bias);
      const std::vector<at::Tensor> inputs{layer.x, layer.weight, layer.bias};
      const auto gradients = [&](const at::Tensor& y) {
        return torch::autograd::grad({y}, inputs, {upstream});
      };
      const auto got = gradients(train(layer, scheme, masked)), reference = gradients(wanted);
      for (size_t i = 0; i < inputs.size(); ++i)
        EXPECT_TRUE(at::allclose(got[i], reference[i], 1e-5, 1e-4)) << "input " << i;
      EXPECT_TRUE(at::equal(got[0] == 0, reference[0] == 0));
      if (masked) {
        EXPECT_TRUE(got[1].masked_select(layer.mask.logical_not()).eq(0).all().item<bool>());
      }
    }
}

// The scale is 1: a zero point of 1.5 rounds to 2, and the code of 253.5 to 254 + 2.
TEST(TrainingLinear, AClippedActivationPassesNoGradient) {
  const at::Tensor x = at::tensor({-1.5f, 0.0f, 7.0f, 253.5f}).reshape({1, 4}).requires_grad_();
  const at::Tensor y = training_linear(x, at::ones({1, 4}), std::nullopt, {"int8-dynamic"}, std::nullopt);
  y.sum().backward();
  EXPECT_TRUE(at::equal(x.grad(), at::tensor({1.0f, 1.0f, 1.0f, 0.0f}).reshape({1, 4})));
}

TEST(TrainingLinear, WithoutASchemeOnlyTheMaskCounts) {
  const Layer layer = example(6, 5, 7, 4);
  const at::Tensor y = training_linear(layer.x, layer.weight, layer.bias, {"fp32"}, layer.mask);
  EXPECT_TRUE(at::equal(y, at::linear(layer.x, layer.weight * layer.mask, layer.bias)));
  y.sum().backward();
  EXPECT_TRUE(layer.weight.grad().masked_select(layer.mask.logical_not()).eq(0).all().item<bool>());
}

TEST(TrainingLinear, TakesSequencesAndNoBias) {
  const at::Tensor x = Values(5).normal({2, 3, 8}).requires_grad_(), weight = Values(6).normal({4, 8});
  const at::Tensor y = training_linear(x, weight, std::nullopt, {"int8-dynamic"}, std::nullopt);
  EXPECT_EQ(y.sizes(), (at::IntArrayRef{2, 3, 4}));
  y.sum().backward();
  EXPECT_EQ(x.grad().sizes(), x.sizes());
}

TEST(TrainingLinear, SaysWhatItCannotDo) {
  const Layer layer = example(2, 3, 4, 7);
  const auto fails = [&](const at::Tensor& x, const at::Tensor& weight, const char* scheme, at::Tensor mask) {
    EXPECT_THROW(training_linear(x, weight, std::nullopt, {scheme}, mask), c10::Error);
  };
  fails(layer.x.to(at::kDouble), layer.weight, "int8-dynamic", layer.mask);
  fails(layer.x, layer.weight.t(), "int8-dynamic", layer.mask);
  fails(layer.x, layer.weight, "int7", layer.mask);
  fails(layer.x, layer.weight, "int8-dynamic", at::ones({3, 4}));
  fails(layer.x, at::full({3, 4}, std::numeric_limits<float>::infinity()), "int8-dynamic", layer.mask);
}

}  // namespace
}  // namespace athena::test
