// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>

#include <sstream>
#include <thread>

#include "core/kernels/isa.h"
#include "core/kernels/quantize/quantize.h"
#include "core/quantize/pack_conv.h"
#include "core/runtime/conv_state.h"
#include "core/runtime/packed_conv.h"
#include "examples.h"

namespace athena::test {
namespace {

using Sizes = std::vector<int64_t>;
using ConvHandle = c10::intrusive_ptr<PackedConv>;

constexpr double kEpsilon = std::numeric_limits<float>::epsilon();
const std::vector<std::string> kConvSchemes = {"fp16", "bf16", "int8-weight", "int8-dynamic"};

struct Case {
  Sizes x, weight;  // shapes
  Sizes stride, padding, dilation;
  int64_t groups = 1;
  bool transposed = false;
  Sizes output_padding{};

  std::string text() const {
    return c10::str("x ", at::IntArrayRef(x), " weight ", at::IntArrayRef(weight), " stride ",
                    at::IntArrayRef(stride), " padding ", at::IntArrayRef(padding), " dilation ",
                    at::IntArrayRef(dilation), " groups ", groups, transposed ? " transposed" : "");
  }
};

const std::vector<Case> kCases = {
    {{2, 3, 9, 11}, {8, 3, 3, 3}, {1, 1}, {1, 1}, {1, 1}},
    {{1, 3, 20, 20}, {5, 3, 7, 7}, {2, 2}, {3, 3}, {1, 1}},
    {{2, 16, 7, 7}, {24, 16, 1, 1}, {1, 1}, {0, 0}, {1, 1}},
    {{2, 16, 7, 8}, {24, 16, 1, 1}, {2, 2}, {0, 0}, {1, 1}},
    {{1, 6, 14, 14}, {6, 1, 3, 3}, {2, 1}, {1, 1}, {1, 1}, 6},
    {{1, 6, 14, 14}, {12, 1, 5, 3}, {1, 1}, {2, 1}, {1, 2}, 6},
    {{1, 8, 9, 9}, {12, 4, 3, 3}, {1, 1}, {0, 2}, {2, 2}, 2},
    {{2, 5, 40}, {7, 5, 3}, {1}, {1}, {1}},
    {{1, 1, 400}, {9, 1, 64}, {16}, {0}, {1}},
    {{2, 5, 40}, {5, 1, 4}, {3}, {2}, {2}, 5},
    {{2, 6, 5, 5}, {6, 4, 2, 2}, {2, 2}, {0, 0}, {1, 1}, 1, true, {0, 0}},
    {{1, 6, 5, 4}, {6, 4, 3, 3}, {2, 2}, {1, 1}, {1, 1}, 1, true, {1, 1}},
    {{1, 3, 5, 4}, {3, 2, 4, 3}, {3, 1}, {2, 1}, {2, 1}, 1, true, {2, 0}},
    {{2, 3, 9}, {3, 5, 4}, {2}, {1}, {1}, 1, true, {0}},
};
const std::vector<Case> kVolumes = {{{1, 2, 4, 5, 6}, {3, 2, 2, 3, 3}, {1, 2, 1}, {0, 1, 1}, {1, 1, 1}}};

ConvData example_conv(const Case& c, std::string_view scheme, bool bias = true) {
  Values values(11);
  const at::Tensor weight = values.normal(c.weight, 0.1, 0.5);
  const int64_t n = c.transposed ? c.weight[1] : c.weight[0];
  return pack_conv(weight, bias ? values.normal({n}) : at::Tensor(), {c.groups, c.transposed}, scheme, {})
      .value();
}

ConvHandle packed(ConvData data) { return PackedConv::create(std::move(data)).value(); }

at::Tensor run(const at::Tensor& x, const ConvHandle& weight, const Case& c) {
  if (c.transposed) return weight->forward_transposed(x, c.stride, c.padding, c.output_padding, c.dilation);
  return weight->forward(x, c.stride, c.padding, c.dilation);
}

/// What the activations become: themselves, or the values that their codes stand for, in double.
at::Tensor activations(const at::Tensor& x, Scheme scheme) {
  if (scheme != Scheme::Int8Dynamic) return x.to(at::kDouble);
  at::Tensor seen = at::empty(x.sizes(), at::kDouble);
  std::vector<uint8_t> codes(static_cast<size_t>(x[0].numel()));
  for (int64_t b = 0; b < x.size(0); ++b) {
    const auto range = kernels::quantize_row_u8(x[b].const_data_ptr<float>(), x[0].numel(), codes.data());
    auto* values = seen[b].mutable_data_ptr<double>();
    for (const uint8_t code : codes) *values++ = (code - range.zero_point) * static_cast<double>(range.scale);
  }
  return seen;
}

void expect_close(const at::Tensor& y, const at::Tensor& x, const ConvData& data, const Case& c) {
  const at::Tensor seen = activations(x, data.weights.scheme), weight = dequantize(data).to(at::kDouble);
  const at::Tensor bias = data.weights.bias.defined() ? data.weights.bias.to(at::kDouble)
                                                      : at::zeros({data.weights.n}, at::kDouble);
  const auto convolve = [&](const at::Tensor& input, const at::Tensor& w, const at::Tensor& b) {
    return at::convolution(input, w, b, c.stride, c.padding, c.dilation, c.transposed,
                           c.transposed ? c.output_padding : Sizes(c.stride.size(), 0), c.groups);
  };
  const at::Tensor wanted = convolve(seen, weight, bias);
  // Rounding errors go with the magnitude of the terms. Integer sums are exact: only the scaling rounds.
  const at::Tensor terms = convolve(seen.abs(), weight.abs(), bias.abs());
  const double ulps =
      data.weights.scheme == Scheme::Int8Dynamic ? 4 : 4 + static_cast<double>(data.weights.k);
  ASSERT_EQ(y.sizes(), wanted.sizes());
  const at::Tensor error = (y.to(at::kDouble) - wanted).abs();
  EXPECT_TRUE(at::le(error, terms * (ulps * kEpsilon)).all().item<bool>())
      << "worst " << (error / terms).nan_to_num(0).max().item<double>() / kEpsilon << " ulps of " << ulps;
}

TEST(ConvOp, AgreesWithTheDefinitionInDouble) {
  for (const std::string& scheme : kConvSchemes)
    for (const Case& c : kCases)
      for (const bool bias : {true, false}) {
        SCOPED_TRACE(scheme + " " + c.text());
        const ConvData data = example_conv(c, scheme, bias);
        const at::Tensor x = Values(3).normal(c.x, 0.3, 2);
        expect_close(run(x, packed(data), c), x, data, c);
      }
}

TEST(ConvOp, AgreesInThreeDimensionsWithWeightsAlone) {
  for (const std::string& scheme : kConvSchemes)
    for (const Case& c : kVolumes) {
      SCOPED_TRACE(scheme);
      const ConvData data = example_conv(c, scheme);
      if (scheme == "int8-dynamic") {
        EXPECT_EQ(PackedConv::create(data).error().code, ErrorCode::NotSupported);
        continue;
      }
      const at::Tensor x = Values(3).normal(c.x);
      expect_close(run(x, packed(data), c), x, data, c);
    }
}

TEST(ConvOp, ASampleDoesNotDependOnItsBatchNorOnTheThreads) {
  const int threads = at::get_num_threads();
  for (Case c : kCases) {
    SCOPED_TRACE(c.text());
    c.x[0] = 8;
    const ConvHandle weight = packed(example_conv(c, "int8-dynamic"));
    at::Tensor x = Values(4).normal(c.x);
    x[2].mul_(100);
    at::set_num_threads(1);
    const at::Tensor all = run(x, weight, c);
    at::set_num_threads(2);
    EXPECT_TRUE(same_bits(run(x, weight, c), all));
    for (int64_t b = 0; b < 8; ++b) {
      EXPECT_TRUE(same_bits(run(x.narrow(0, b, 1), weight, c), all.narrow(0, b, 1))) << b;
      EXPECT_TRUE(same_bits(run(x[b], weight, c), all[b])) << b;  // without a batch
    }
  }
  at::set_num_threads(threads);
}

TEST(ConvOp, AllInstructionSetsGiveTheSame) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.text());
    const ConvData data = example_conv(c, "int8-dynamic");
    const at::Tensor x = Values(5).normal(c.x);
    const at::Tensor wanted = run(x, packed(data), c);
    for (const kernels::Isa isa : kernels::available_isas()) {
      const ForceIsa forced(kernels::name(isa));
      EXPECT_TRUE(same_bits(run(x, packed(data), c), wanted)) << kernels::name(isa);
    }
  }
}

TEST(ConvOp, PadsSameAndValidAsTorchDoes) {
  const Case c{{2, 3, 9, 11}, {8, 3, 4, 3}, {1, 1}, {0, 0}, {2, 1}};
  for (const std::string& scheme : kConvSchemes)
    for (const std::string mode : {"same", "valid"}) {
      SCOPED_TRACE(scheme + " " + mode);
      const ConvData data = example_conv(c, scheme);
      const at::Tensor x = Values(6).normal(c.x);
      const at::Tensor y = packed(data)->forward_mode(x, {1, 1}, mode, c.dilation);
      const at::Tensor wanted = at::conv2d(activations(x, data.weights.scheme).to(at::kFloat),
                                           dequantize(data), data.weights.bias, {1, 1}, mode, c.dilation);
      EXPECT_TRUE(at::allclose(y, wanted, 1e-4, 1e-4));
    }
  EXPECT_ANY_THROW(
      packed(example_conv(c, "int8-dynamic"))->forward_mode(at::zeros(c.x), {2, 1}, "same", {1, 1}));
}

TEST(ConvOp, TakesStridesOtherFloatsAndEmptyBatches) {
  const Case& c = kCases[0];
  for (const std::string& scheme : kConvSchemes) {
    SCOPED_TRACE(scheme);
    const ConvHandle weight = packed(example_conv(c, scheme));
    EXPECT_EQ(run(at::zeros({0, 3, 9, 11}), weight, c).sizes(), (at::IntArrayRef{0, 8, 9, 11}));
    EXPECT_EQ(weight->calls(), 0);
    EXPECT_EQ(weight->kernel(), "");
    const at::Tensor x = Values(7).normal(c.x).to(at::kHalf).to(at::kFloat);
    const at::Tensor y = run(x, weight, c);
    EXPECT_TRUE(same_bits(run(x.contiguous(at::MemoryFormat::ChannelsLast), weight, c).contiguous(), y));
    EXPECT_TRUE(at::equal(run(x.to(at::kHalf), weight, c), y.to(at::kHalf)));
    EXPECT_TRUE(same_bits(weight->forward(x, {1}, {1}, {1}), y));  // one number for all dimensions
    EXPECT_EQ(weight->calls(), 4);
    EXPECT_NE(weight->kernel(), "");
  }
}

TEST(ConvOp, AnotherShapeOrStrideIsPlannedAnew) {
  for (Case c : {kCases[0], kCases[4], kCases[11]}) {
    const ConvData data = example_conv(c, "int8-dynamic");
    const ConvHandle weight = packed(data);
    for (const int64_t size : {12, 5, 12})
      for (const int64_t stride : {1, 2}) {
        c.x[2] = size;
        c.stride = {stride, stride};
        if (c.transposed) c.output_padding = {0, 0};
        const at::Tensor x = Values(8).normal(c.x);
        expect_close(run(x, weight, c), x, data, c);
      }
  }
}

TEST(ConvOp, ThreadsThatShareAModuleAgree) {
  Case c = kCases[0];
  const ConvHandle weight = packed(example_conv(c, "int8-dynamic"));
  std::vector<at::Tensor> inputs, wanted;
  for (int64_t i = 0; i < 8; ++i) {
    inputs.push_back(Values(static_cast<unsigned>(i)).normal({1, 3, 8 + i % 3, 9}));
    wanted.push_back(run(inputs.back(), weight, c));
  }
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (size_t t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (size_t i = 0; i < 40; ++i)
        if (!same_bits(run(inputs[(t + i) % 8], weight, c), wanted[(t + i) % 8])) ++wrong;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(ConvOp, WeightsGoWithTheirLastHandle) {
  EXPECT_TRUE(goes_with_its_handle([] { return packed(example_conv(kCases[0], "int8-dynamic")); }));
}

TEST(ConvOp, RefusesWhatItCannotCompute) {
  const Case& c = kCases[0];
  const ConvHandle weight = packed(example_conv(c, "int8-dynamic"));
  const auto message = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const c10::Error& error) {
      return error.what_without_backtrace();
    }
    return "";
  };
  const auto of = [&](const at::Tensor& x) { return message([&] { run(x, weight, c); }); };
  EXPECT_NE(of(at::zeros({1, 4, 9, 9})).find("3 input channels"), std::string::npos);
  EXPECT_NE(of(at::zeros({3, 9})).find("[batch, 3, ...]"), std::string::npos);
  EXPECT_NE(of(at::zeros({1, 3, 9, 9}, at::kLong)).find("floating-point"), std::string::npos);
  EXPECT_NE(of(at::zeros({1, 3, 9, 9}).requires_grad_()).find("no gradients"), std::string::npos);
  EXPECT_NE(of(at::zeros({1, 3, 0, 9})).find("smaller than the kernel"), std::string::npos);
  const at::Tensor x = at::zeros({1, 3, 9, 9});
  EXPECT_NE(message([&] { weight->forward(x, {0, 1}, {1, 1}, {1, 1}); }).find("stride"), std::string::npos);
  EXPECT_NE(message([&] { weight->forward(x, {1, 1}, {-1, 1}, {1, 1}); }).find("padding"), std::string::npos);
  EXPECT_NE(message([&] {
              weight->forward(x, {1, 1, 1}, {1, 1}, {1, 1});
            }).find("stride"),
            std::string::npos);
  EXPECT_NE(message([&] {
              weight->forward_mode(x, {1, 1}, "half", {1, 1});
            }).find("'half'"),
            std::string::npos);
  EXPECT_NE(message([&] {
              weight->forward_transposed(x, {1, 1}, {1, 1}, {0, 0}, {1, 1});
            }).find("athena::conv"),
            std::string::npos);
}

// As LibTorch's loader does it.
ConvHandle unpickled(const PackedState& state) {
  const auto type = c10::getCustomClassType<ConvHandle>();
  auto object = c10::ivalue::Object::create(c10::StrongTypePtr(nullptr, type), 1);
  const auto& [numbers, scheme, tensors] = state;
  type->getMethod("__setstate__")({object, c10::ivalue::Tuple::create(numbers, scheme, tensors)});
  return c10::IValue(object).toCustomClass<PackedConv>();
}

TEST(ConvState, SurvivesAFile) {
  for (const std::string& scheme : kConvSchemes)
    for (const Case& c : kCases) {
      const ConvHandle weight = packed(example_conv(c, scheme));
      const ConvHandle read = unpickled(state_of(weight->data()));
      EXPECT_EQ(read->kind(), weight->kind());
      EXPECT_EQ(read->stored_bytes(), weight->stored_bytes());
      const at::Tensor x = Values(9).normal(c.x);
      EXPECT_TRUE(same_bits(run(x, read, c), run(x, weight, c)));
    }
}

TEST(ConvState, EveryDamageIsRefusedWithASentence) {
  const PackedState whole = state_of(example_conv(kCases[6], "int8-dynamic"));
  const int64_t most = std::numeric_limits<int64_t>::max();
  const auto refused = [&](const auto& damage) {
    PackedState state = whole;
    std::get<2>(state) = std::get<2>(state).copy();
    damage(state);
    try {
      unpickled(state);
      ADD_FAILURE() << "was loaded";
    } catch (const c10::Error& error) {
      EXPECT_NE(std::string(error.what_without_backtrace()).find("Packed weights"), std::string::npos)
          << error.what_without_backtrace();
    }
  };
  ASSERT_EQ(std::get<0>(whole).size(), 8u);  // version, n, k, group, groups, transposed, two taps
  for (size_t i = 0; i < 8; ++i)
    for (const int64_t number : {int64_t{-1}, int64_t{5}, most, -most - 1}) {
      SCOPED_TRACE(c10::str("number ", i, " = ", number));
      refused([&](PackedState& state) { std::get<0>(state)[i] = number; });
    }
  for (const size_t count : {0, 1, 4, 5, 6}) {
    SCOPED_TRACE(count);
    refused([&](PackedState& state) { std::get<0>(state).resize(count); });
  }
  refused([](PackedState& state) { std::get<0>(state).insert(std::get<0>(state).end(), {1, 1}); });
  refused([](PackedState& state) { std::get<1>(state) = "int4-weight"; });
  refused([](PackedState& state) { (void)std::get<2>(state).erase("scales"); });
  refused(
      [](PackedState& state) { std::get<2>(state).insert_or_assign("values", at::zeros({3}, at::kChar)); });
}

}  // namespace
}  // namespace athena::test
