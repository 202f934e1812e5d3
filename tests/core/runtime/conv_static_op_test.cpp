// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>

#include <cmath>
#include <optional>
#include <sstream>

#include "core/kernels/isa.h"
#include "core/quantize/pack_conv.h"
#include "core/runtime/packed_conv.h"
#include "examples.h"

namespace athena::test {
namespace {

using Sizes = std::vector<int64_t>;
using ConvHandle = c10::intrusive_ptr<PackedConv>;

constexpr auto kLast = at::MemoryFormat::ChannelsLast;

struct Range {
  double scale;
  int64_t zero_point;
};

struct Case {
  Sizes x, weight;  // shapes
  Sizes stride, padding, dilation;
  int64_t groups = 1;

  std::string text() const {
    return c10::str("x ", at::IntArrayRef(x), " weight ", at::IntArrayRef(weight), " stride ",
                    at::IntArrayRef(stride), " padding ", at::IntArrayRef(padding), " groups ", groups);
  }
};

const std::vector<Case> kCases = {
    {{2, 3, 9, 11}, {8, 3, 3, 3}, {1, 1}, {1, 1}, {1, 1}},
    {{1, 3, 20, 20}, {5, 3, 7, 7}, {2, 2}, {3, 3}, {1, 1}},
    {{2, 16, 7, 7}, {24, 16, 1, 1}, {1, 1}, {0, 0}, {1, 1}},
    {{2, 16, 7, 8}, {70, 16, 1, 1}, {2, 2}, {0, 0}, {1, 1}},
    {{1, 70, 14, 14}, {70, 1, 3, 3}, {2, 1}, {1, 1}, {1, 1}, 70},
    {{1, 6, 14, 14}, {12, 1, 5, 3}, {1, 1}, {2, 1}, {1, 2}, 6},
    {{1, 8, 9, 9}, {12, 4, 3, 3}, {1, 1}, {0, 1, 2, 3}, {2, 2}, 2},
    {{2, 5, 40}, {7, 5, 3}, {1}, {1}, {1}},
    {{2, 5, 40}, {5, 1, 4}, {3}, {2}, {2}, 5},
};
constexpr Range kX{0.03, 100}, kY{0.2, 120}, kAdd{0.05, 90};

ConvData example_conv(const Case& c, std::string_view scheme = "int8-dynamic") {
  Values values(11);
  const at::Tensor weight = values.normal(c.weight, 0.02, 0.3);
  return pack_conv(weight, values.normal({c.weight[0]}), {c.groups, false}, scheme, {}).value();
}

ConvHandle packed(ConvData data) { return PackedConv::create(std::move(data)).value(); }

at::Tensor quantize(const at::Tensor& x, Range range) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("athena::quantize_static", "")
                             .typed<at::Tensor(const at::Tensor&, double, int64_t)>();
  return op.call(x, range.scale, range.zero_point);
}

at::Tensor dequantize_codes(const at::Tensor& codes, Range range) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("athena::dequantize_static", "")
                             .typed<at::Tensor(const at::Tensor&, double, int64_t)>();
  return op.call(codes, range.scale, range.zero_point);
}

at::Tensor convolve(const at::Tensor& x, const ConvHandle& weight, const Case& c, Range from = kX,
                    Range to = kY, std::optional<double> low = {}, std::optional<double> high = {}) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("athena::conv_static", "")
                             .typed<at::Tensor(const at::Tensor&, const ConvHandle&, at::IntArrayRef,
                                               at::IntArrayRef, at::IntArrayRef, double, int64_t, double,
                                               int64_t, std::optional<double>, std::optional<double>)>();
  return op.call(x, weight, c.stride, c.padding, c.dilation, from.scale, from.zero_point, to.scale,
                 to.zero_point, low, high);
}

at::Tensor convolve_and_add(const at::Tensor& x, const ConvHandle& weight, const Case& c,
                            const at::Tensor& add, std::optional<double> low = {}) {
  static const auto op =
      c10::Dispatcher::singleton()
          .findSchemaOrThrow("athena::conv_static", "add")
          .typed<at::Tensor(const at::Tensor&, const ConvHandle&, at::IntArrayRef, at::IntArrayRef,
                            at::IntArrayRef, double, int64_t, double, int64_t, std::optional<double>,
                            std::optional<double>, const at::Tensor&, double, int64_t)>();
  return op.call(x, weight, c.stride, c.padding, c.dilation, kX.scale, kX.zero_point, kY.scale, kY.zero_point,
                 low, {}, add, kAdd.scale, kAdd.zero_point);
}

at::Tensor example_codes(const Case& c) { return quantize(Values(3).normal(c.x, 0.3, 1), kX); }

at::Tensor numbers_of(const at::Tensor& codes, Range range) {
  return (codes.to(at::kDouble) - static_cast<double>(range.zero_point)) * range.scale;
}

/// What the codes stand for convolved in double, in steps of kY's scale and from its zero point.
at::Tensor wanted_steps(const at::Tensor& x, const ConvData& data, const Case& c,
                        const at::Tensor& add = {}) {
  at::Tensor numbers = numbers_of(x, kX);
  Sizes padding = c.padding;
  if (padding.size() == 4) {
    numbers = at::constant_pad_nd(numbers, {padding[2], padding[3], padding[0], padding[1]});
    padding = {0, 0};
  }
  at::Tensor y = at::convolution(numbers, dequantize(data).to(at::kDouble), data.weights.bias.to(at::kDouble),
                                 c.stride, padding, c.dilation, false, Sizes(c.stride.size(), 0), c.groups);
  if (add.defined()) y = y + numbers_of(add, kAdd);
  return y / kY.scale + static_cast<double>(kY.zero_point);
}

/// Half a step by rounding, and a little for what fp32 cannot hold of the scales.
void expect_rounded(const at::Tensor& codes, const at::Tensor& steps, int64_t low = 0, int64_t high = 255) {
  ASSERT_EQ(codes.scalar_type(), at::kByte);
  ASSERT_EQ(codes.sizes(), steps.sizes());
  const at::Tensor error = (codes.to(at::kDouble) - steps.clamp(low, high)).abs();
  EXPECT_LE(error.max().item<double>(), 0.5001);
}

bool same_codes(const at::Tensor& a, const at::Tensor& b) {
  return a.scalar_type() == at::kByte && b.scalar_type() == at::kByte && at::equal(a, b);
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const c10::Error& error) {
    return error.what_without_backtrace();
  }
  return "";
}

TEST(ConvStatic, AgreesWithTheDefinitionInDouble) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.text());
    const ConvData data = example_conv(c);
    const at::Tensor x = example_codes(c), steps = wanted_steps(x, data, c);
    const ConvHandle weight = packed(data);
    expect_rounded(convolve(x, weight, c), steps);
    // As ReLU and ReLU6.
    expect_rounded(convolve(x, weight, c, kX, kY, 0.0), steps, kY.zero_point);
    expect_rounded(convolve(x, weight, c, kX, kY, 0.0, 6.0), steps, kY.zero_point, kY.zero_point + 30);
  }
}

TEST(ConvStatic, AddsAnotherTensor) {
  for (const Case& c : kCases) {
    SCOPED_TRACE(c.text());
    const ConvData data = example_conv(c);
    const at::Tensor x = example_codes(c);
    const ConvHandle weight = packed(data);
    const at::Tensor add = quantize(Values(4).normal(convolve(x, weight, c).sizes(), 0, 2), kAdd);
    const at::Tensor steps = wanted_steps(x, data, c, add);
    expect_rounded(convolve_and_add(x, weight, c, add), steps);
    expect_rounded(convolve_and_add(x, weight, c, add.contiguous(), 0.0), steps, kY.zero_point);
  }
}

TEST(ConvStatic, CodesPassFromOneConvolutionToTheNextAsTheyLie) {
  const Case first{{2, 3, 17, 15}, {20, 3, 3, 3}, {2, 2}, {1, 1}, {1, 1}};
  const Case second{{}, {20, 1, 3, 3}, {1, 1}, {1, 1}, {1, 1}, 20}, third{{}, {8, 20, 1, 1}, {1}, {0}, {1}};
  const at::Tensor x = example_codes(first);
  EXPECT_TRUE(x.is_contiguous(kLast));
  const at::Tensor a = convolve(x, packed(example_conv(first)), first);
  const at::Tensor b = convolve(a, packed(example_conv(second)), second, kY, kX);
  const at::Tensor y = convolve(b, packed(example_conv(third)), third, kX, kY);
  for (const at::Tensor& codes : {a, b, y}) EXPECT_TRUE(codes.is_contiguous(kLast));
  const at::Tensor numbers = dequantize_codes(y, kY);
  EXPECT_EQ(numbers.sizes(), (at::IntArrayRef{2, 8, 9, 8}));
  EXPECT_TRUE(at::allclose(numbers.to(at::kDouble), numbers_of(y, kY)));
}

TEST(ConvStatic, MemoryBatchThreadsAndInstructionSetsDoNotMatter) {
  const int threads = at::get_num_threads();
  for (Case c : kCases) {
    SCOPED_TRACE(c.text());
    c.x[0] = 5;
    const ConvData data = example_conv(c);
    const at::Tensor x = example_codes(c);
    at::set_num_threads(1);
    const at::Tensor wanted = convolve(x, packed(data), c);
    EXPECT_TRUE(same_codes(convolve(x.contiguous(), packed(data), c), wanted));
    EXPECT_TRUE(same_codes(convolve(x.narrow(0, 3, 1), packed(data), c), wanted.narrow(0, 3, 1)));
    at::set_num_threads(2);
    EXPECT_TRUE(same_codes(convolve(x, packed(data), c), wanted));
    for (const kernels::Isa isa : kernels::available_isas()) {
      const ForceIsa forced(kernels::name(isa));
      EXPECT_TRUE(same_codes(convolve(x, packed(data), c), wanted)) << kernels::name(isa);
    }
  }
  at::set_num_threads(threads);
}

TEST(ConvStatic, OtherRangesAndShapesArePlannedAnew) {
  Case c = kCases[0];
  const ConvHandle weight = packed(example_conv(c));
  for (const int64_t size : {9, 6, 9})
    for (const Range to : {kY, Range{0.4, 3}, kY}) {
      c.x[2] = size;
      const at::Tensor x = example_codes(c);
      EXPECT_TRUE(
          same_codes(convolve(x, weight, c, kX, to), convolve(x, packed(example_conv(c)), c, kX, to)));
    }
  EXPECT_EQ(convolve(example_codes(c).narrow(0, 0, 0), weight, c).sizes(), (at::IntArrayRef{0, 8, 9, 11}));
}

TEST(ConvStatic, TellsWhatItRan) {
  const Case& c = kCases[0];
  const ConvHandle weight = packed(example_conv(c));
  convolve(example_codes(c), weight, c);
  const std::string name = weight->kernel();
  EXPECT_EQ(name.find("dense_u8s8_u8_"), 0u) << name;
  EXPECT_EQ(weight->calls(), 1);
  EXPECT_EQ(weight->multiply_adds(), int64_t{2} * 8 * 9 * 11 * 27);
  EXPECT_EQ(weight->integer_multiply_adds(), weight->multiply_adds());
  weight->forward(at::ones(c.x), c.stride, c.padding, c.dilation);
  EXPECT_NE(weight->kernel(), name);
}

TEST(ConvStatic, RefusesWhatItCannotCompute) {
  const Case& c = kCases[0];
  const ConvHandle weight = packed(example_conv(c));
  const at::Tensor x = example_codes(c);
  const auto of = [&](const at::Tensor& codes, Range from = kX, Range to = kY) {
    return message_of([&] { convolve(codes, weight, c, from, to); });
  };
  const auto expect_says = [](const std::string& message, const char* words) {
    EXPECT_NE(message.find(words), std::string::npos) << message;
  };
  expect_says(of(at::zeros(c.x)), "uint8");
  expect_says(of(x.to(at::kChar)), "uint8");
  expect_says(of(x.narrow(1, 0, 2)), "3 input channels");
  expect_says(of(x[0]), "[batch, 3, ...]");
  expect_says(of(x.narrow(2, 0, 0)), "smaller than the kernel");
  expect_says(of(x, {0.0, 3}), "scale");
  expect_says(of(x, kX, {std::nan(""), 3}), "scale");
  expect_says(of(x, kX, {1e300, 3}), "scale");
  expect_says(of(x, {1.0, 256}), "zero point");
  expect_says(of(x, kX, {1.0, -1}), "zero point");
  expect_says(message_of([&] { convolve(x, weight, c, kX, kY, 1.0, 0.0); }), "above the highest");
  const at::Tensor y = convolve(x, weight, c);
  expect_says(message_of([&] { convolve_and_add(x, weight, c, y.narrow(2, 0, 3)); }), "must be alike");
  expect_says(message_of([&] { convolve_and_add(x, weight, c, y[0]); }), "must be alike");
  expect_says(message_of([&] { convolve_and_add(x, weight, c, y.to(at::kFloat)); }), "uint8");
  for (const std::string scheme : {"fp16", "int8-weight"})
    expect_says(message_of([&] { convolve(x, packed(example_conv(c, scheme)), c); }), "int8-dynamic");
  expect_says(message_of([&] { quantize(x, kX); }), "floating-point");
  expect_says(message_of([&] { quantize(at::zeros({3}), kX); }), "[batch, channels, ...]");
  expect_says(message_of([&] { quantize(at::zeros({3, 3}).requires_grad_(), kX); }), "no gradients");
  expect_says(message_of([&] { quantize(at::zeros({3, 3}), {-1.0, 0}); }), "scale");
  expect_says(message_of([&] { dequantize_codes(at::zeros({3, 3}), kX); }), "uint8");
}

TEST(StaticCodes, PoolAsTheNumbersDo) {
  static const auto op = c10::Dispatcher::singleton()
                             .findSchemaOrThrow("athena::max_pool2d_static", "")
                             .typed<at::Tensor(const at::Tensor&, at::IntArrayRef, at::IntArrayRef,
                                               at::IntArrayRef, at::IntArrayRef, bool)>();
  const at::Tensor codes = quantize(Values(7).normal({2, 70, 13, 12}), kX);
  for (const bool ceil : {false, true}) {
    const at::Tensor y = op.call(codes, {3}, {2}, {1}, {1}, ceil);
    EXPECT_TRUE(y.is_contiguous(kLast));
    EXPECT_TRUE(same_codes(y, at::max_pool2d(codes.to(at::kFloat), {3}, {2}, {1}, {1}, ceil).to(at::kByte)));
    EXPECT_TRUE(same_codes(op.call(codes.contiguous(), {3}, {2}, {1}, {1}, ceil), y));
  }
  EXPECT_EQ(op.call(codes.narrow(0, 0, 0), {2, 2}, {}, {0}, {1}, false).sizes(),
            (at::IntArrayRef{0, 70, 6, 6}));
  const auto says = [&](const at::Tensor& x, at::IntArrayRef window, at::IntArrayRef padding) {
    return message_of([&] { op.call(x, window, {1}, padding, {1}, false); });
  };
  EXPECT_NE(says(codes, {3}, {2}).find("does not fit"), std::string::npos);
  EXPECT_NE(says(codes, {20}, {0}).find("does not fit"), std::string::npos);
  EXPECT_NE(says(codes[0], {3}, {0}).find("[batch, channels"), std::string::npos);
  EXPECT_NE(says(codes.to(at::kFloat), {3}, {0}).find("uint8"), std::string::npos);
}

TEST(StaticCodes, AreRoundedOntoTheRange) {
  for (const Sizes& sizes :
       {Sizes{2, 3, 50, 40}, {1, 8, 7, 7}, {3, 5, 11}, {4, 6}, {1, 2, 3, 4, 5}, {0, 3, 4, 4}, {2, 0, 4, 4}}) {
    SCOPED_TRACE(c10::str(at::IntArrayRef(sizes)));
    const at::Tensor x = Values(5).normal(sizes, 0, 3);
    const float inverse = 1.0f / static_cast<float>(kX.scale);
    const at::Tensor wanted =
        ((x * inverse).round() + static_cast<float>(kX.zero_point)).clamp(0, 255).to(at::kByte);
    const at::Tensor codes = quantize(x, kX);
    EXPECT_TRUE(same_codes(codes, wanted));
    EXPECT_TRUE(codes.movedim(1, -1).is_contiguous());
    EXPECT_TRUE(
        same_codes(quantize(codes.movedim(1, -1).contiguous().movedim(-1, 1).to(at::kFloat), {1, 0}), codes));
    EXPECT_TRUE(same_codes(quantize(x.to(at::kDouble), kX), wanted));
    const at::Tensor numbers = dequantize_codes(codes, kX);
    EXPECT_EQ(numbers.strides(), codes.strides());
    const at::Tensor step = at::scalar_tensor(static_cast<float>(kX.scale));
    EXPECT_TRUE(at::equal(numbers, (codes.to(at::kFloat) - static_cast<float>(kX.zero_point)) * step));
  }
}

TEST(ConvStatic, RunsFromASavedModel) {
  const Case& c = kCases[4];
  const ConvHandle weight = packed(example_conv(c));
  torch::jit::Module module("Packed");
  module.register_attribute("weight", c10::getCustomClassType<ConvHandle>(), c10::IValue(weight));
  auto graph = std::make_shared<torch::jit::Graph>();
  torch::jit::Value* self = graph->addInput("self")->setType(module.type());
  torch::jit::Value* x = graph->addInput("x");
  const auto insert = [&](const char* op, std::vector<torch::jit::NamedValue> arguments) {
    return graph->insert(c10::Symbol::fromQualString(op), arguments);
  };
  torch::jit::Value* codes = insert("athena::quantize_static", {x, kX.scale, kX.zero_point});
  torch::jit::Value* y = insert("athena::conv_static",
                                {codes, graph->insertGetAttr(self, "weight"), c.stride, c.padding, c.dilation,
                                 kX.scale, kX.zero_point, kY.scale, kY.zero_point, 0.0, c10::IValue()});
  graph->registerOutput(insert("athena::dequantize_static", {y, kY.scale, kY.zero_point}));
  const c10::QualifiedName name(*module.type()->name(), "forward");
  module.type()->addMethod(module._ivalue()->compilation_unit()->create_function(name, graph));
  std::stringstream file;
  module.save(file);
  const at::Tensor input = Values(6).normal(c.x),
                   wanted = convolve(quantize(input, kX), weight, c, kX, kY, 0.0);
  EXPECT_TRUE(at::equal(torch::jit::load(file).forward({input}).toTensor(), dequantize_codes(wanted, kY)));
}

}  // namespace
}  // namespace athena::test
