// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <thread>

#include "core/kernels/quantize/quantize.h"
#include "examples.h"

namespace athena::test {
namespace {

constexpr double kEpsilon = std::numeric_limits<float>::epsilon();

struct Reference {
  at::Tensor y;      // double [m, n]
  at::Tensor terms;  // the sum of the terms' magnitudes: what rounding errors go with
};

// What the activations become: themselves, or the values that their codes stand for, in double.
at::Tensor activations(const at::Tensor& x, Scheme scheme) {
  if (scheme != Scheme::Int8Dynamic && scheme != Scheme::Int4Dynamic) return x.to(at::kDouble);
  at::Tensor seen = at::empty(x.sizes(), at::kDouble);
  auto* values = seen.mutable_data_ptr<double>();
  std::vector<uint8_t> codes(static_cast<size_t>(x.size(1)));
  for (int64_t m = 0; m < x.size(0); ++m) {
    const kernels::RowRange range =
        kernels::quantize_row_u8(x[m].const_data_ptr<float>(), x.size(1), codes.data());
    for (const uint8_t code : codes) *values++ = (code - range.zero_point) * static_cast<double>(range.scale);
  }
  return seen;
}

// x [m, k] times the stored weights, in double.
Reference reference(const at::Tensor& x, const LinearData& data) {
  const at::Tensor seen = activations(x, data.scheme), weight = dequantize(data).to(at::kDouble);
  const at::Tensor bias = data.bias.defined() ? data.bias.to(at::kDouble) : at::zeros({data.n}, at::kDouble);
  // A zero point enters as a product of its own, of up to the magnitude of the sum it is taken from.
  const at::Tensor spread = seen.abs() + seen.amax({1}, true) - seen.amin({1}, true);
  return {at::linear(seen, weight, bias), at::linear(spread, weight.abs(), bias.abs())};
}

void expect_close(const at::Tensor& y, const Reference& wanted, double ulps) {
  ASSERT_EQ(y.sizes(), wanted.y.sizes());
  const at::Tensor error = (y.to(at::kDouble) - wanted.y).abs(), allowed = wanted.terms * (ulps * kEpsilon);
  EXPECT_TRUE(at::le(error, allowed).all().item<bool>())
      << "worst " << (error / wanted.terms).max().item<double>() / kEpsilon << " ulps of " << ulps;
}

// The integer sums are exact: what rounds is the scaling, of int4 once or twice per group; with fp32
// activations every term of a sum.
double ulps_for(const LinearData& data) {
  if (data.scheme == Scheme::Int8Dynamic) return 4;
  if (data.scheme == Scheme::Int4Dynamic) return 4 + static_cast<double>(data.scales.size(1));
  return 4 + static_cast<double>(data.k);
}

TEST(LinearOp, AgreesWithTheDefinitionInDouble) {
  Values values(3);
  for (const LinearScheme scheme : kSchemes)
    for (const auto& [m, n, k] : std::vector<std::tuple<int64_t, int64_t, int64_t>>{
             {1, 1, 1}, {1, 33, 77}, {2, 17, 31}, {5, 64, 64}, {9, 130, 129}, {33, 10, 257}}) {
      SCOPED_TRACE(text(scheme) + " " + std::to_string(m) + "x" + std::to_string(k) + "x" +
                   std::to_string(n));
      const LinearData data = example_data(scheme, n, k, m % 2 == 1);
      const at::Tensor x = values.normal({m, k}, 0.3, 2);
      expect_close(linear(x, packed(data)), reference(x, data), ulps_for(data));
    }
}

TEST(LinearOp, AgreesAtExtremeValues) {
  for (const LinearScheme scheme : kSchemes)
    for (const double magnitude : {1e-30, 1e30}) {
      SCOPED_TRACE(text(scheme) + " " + std::to_string(std::log10(magnitude)));
      Values values(4);
      const LinearData data = example_data(scheme, 20, 70);
      const at::Tensor x = values.normal({3, 70}, 0, magnitude);
      expect_close(linear(x, packed(data)), reference(x, data), ulps_for(data));
    }
}

TEST(LinearOp, ARowOfZerosGivesTheBiasAndANanStaysInItsRow) {
  for (const LinearScheme scheme : kSchemes) {
    SCOPED_TRACE(text(scheme));
    const LinearData data = example_data(scheme, 20, 70);
    at::Tensor x = Values(5).normal({3, 70});
    x[0].zero_();
    x[1][7] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor y = linear(x, packed(data));
    EXPECT_TRUE(at::equal(y[0], data.bias));
    EXPECT_TRUE(at::isnan(y[1]).all().item<bool>());
    EXPECT_TRUE(at::isfinite(y[2]).all().item<bool>());
  }
}

TEST(LinearOp, TakesAnyShapeAndStrides) {
  Values values(6);
  for (const LinearScheme scheme : kSchemes) {
    SCOPED_TRACE(text(scheme));
    const PackedHandle weight = packed(example_data(scheme, 12, 40));
    const at::Tensor x = values.normal({3, 5, 40});
    const at::Tensor y = linear(x, weight);
    EXPECT_EQ(y.sizes(), (at::IntArrayRef{3, 5, 12}));
    const auto same = [&](const at::Tensor& strided, const at::Tensor& wanted) {
      EXPECT_TRUE(same_bits(linear(strided, weight), wanted));
    };
    same(x.transpose(0, 2).contiguous().transpose(0, 2), y);
    same(at::cat({x, x}, 2).slice(2, 0, 40), y);
    same(x.select(0, 0).select(0, 0), linear(x.select(0, 0).slice(0, 0, 1), weight)[0]);
    same(x.select(0, 0).slice(0, 0, 1).expand({4, 40}),
         linear(x.select(0, 0).slice(0, 0, 1).repeat({4, 1}), weight));
  }
}

TEST(LinearOp, ConvertsOtherFloatsAndKeepsTheirType) {
  const PackedHandle weight = packed(example_data({Scheme::Int8Dynamic, 0}, 12, 40));
  const at::Tensor x = Values(7).normal({4, 40}).to(at::kHalf).to(at::kFloat), y = linear(x, weight);
  for (const at::ScalarType type : {at::kDouble, at::kHalf, at::kBFloat16}) {
    const at::Tensor got = linear(x.to(type), weight);
    EXPECT_EQ(got.scalar_type(), type);
    if (type != at::kBFloat16) {  // which cannot hold x
      EXPECT_TRUE(at::equal(got, y.to(type)));
    }
  }
}

TEST(LinearOp, EmptySizesAreSafe) {
  for (const LinearScheme scheme : kSchemes) {
    SCOPED_TRACE(text(scheme));
    const PackedHandle weight = packed(example_data(scheme, 6, 40));
    EXPECT_EQ(linear(at::zeros({0, 40}), weight).sizes(), (at::IntArrayRef{0, 6}));
    EXPECT_EQ(linear(at::zeros({3, 0, 40}), weight).sizes(), (at::IntArrayRef{3, 0, 6}));
    EXPECT_EQ(weight->calls(), 0);
    EXPECT_EQ(weight->kernel(), "");
    const LinearData no_inputs = example_data(scheme, 6, 0);
    EXPECT_TRUE(at::equal(linear(at::zeros({2, 0}), packed(no_inputs)), no_inputs.bias.expand({2, 6})));
    EXPECT_EQ(linear(at::zeros({2, 40}), packed(example_data(scheme, 0, 40))).sizes(),
              (at::IntArrayRef{2, 0}));
  }
}

TEST(LinearOp, RefusesWhatItCannotCompute) {
  const PackedHandle weight = packed(example_data({Scheme::Int8Dynamic, 0}, 6, 40));
  const auto message = [&](const at::Tensor& x) -> std::string {
    try {
      linear(x, weight);
    } catch (const c10::Error& error) {
      return error.what_without_backtrace();
    }
    return "";
  };
  EXPECT_NE(message(at::zeros({2, 41})).find("40 input features"), std::string::npos);
  EXPECT_NE(message(at::zeros({})).find("40 input features"), std::string::npos);
  EXPECT_NE(message(at::zeros({2, 40}, at::kLong)).find("floating-point"), std::string::npos);
  EXPECT_NE(message(at::zeros({2, 40}).requires_grad_()).find("no_grad"), std::string::npos);
  const at::NoGradGuard no_grad;
  EXPECT_FALSE(linear(at::zeros({2, 40}).requires_grad_(), weight).requires_grad());
}

TEST(LinearOp, ASamplesResultDoesNotDependOnItsBatch) {
  const at::Tensor x = Values(8).normal({8, 3, 97});
  for (const LinearScheme scheme : kSchemes) {
    if (is_half(scheme.scheme) || scheme.scheme == Scheme::Int8Weight)
      continue;  // at::linear promises nothing
    SCOPED_TRACE(text(scheme));
    const PackedHandle weight = packed(example_data(scheme, 70, 97));
    const at::Tensor whole = linear(x, weight);
    for (int64_t i = 0; i < 8; ++i) EXPECT_TRUE(same_bits(linear(x.slice(0, i, i + 1), weight)[0], whole[i]));
  }
}

TEST(LinearOp, SaysWhatReallyRan) {
  const at::Tensor one = Values(9).normal({1, 40}), many = Values(9).normal({64, 40});
  for (const LinearScheme scheme : kSchemes) {
    SCOPED_TRACE(text(scheme));
    const PackedHandle weight = packed(example_data(scheme, 6, 40));
    linear(one, weight);
    linear(many, weight);
    EXPECT_EQ(weight->calls(), 2);
    const bool kernel = !is_half(scheme.scheme) && scheme.scheme != Scheme::Int8Weight;
    const std::string isa(kernels::name(kernels::active_isa().value()));
    EXPECT_NE(weight->kernel().find(kernel ? isa : "dequantized_f32_at_linear"), std::string::npos)
        << weight->kernel();
    weight->reset_coverage();
    EXPECT_EQ(weight->calls(), 0);
    EXPECT_EQ(weight->kernel(), "");
  }
}

TEST(LinearOp, EightThreadsAgree) {
  const PackedHandle weight = packed(example_data({Scheme::Int8Dynamic, 0}, 200, 150));
  const at::Tensor x = Values(10).normal({20, 150}), wanted = linear(x, weight);
  weight->reset_coverage();
  std::atomic<int> wrong{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) wrong += !same_bits(linear(x, weight), wanted);
    });
  threads.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(weight->calls(), 200);
}

int64_t threads_of_this_process() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return std::distance(begin(tasks), end(tasks));
}

// A new thread starts with no helpers of OpenMP's; after a large product it must have one.
TEST(LinearOp, TwoThreadsShareALargeProduct) {
  const PackedHandle weight = packed(example_data({Scheme::Int8Dynamic, 0}, 512, 512));
  const at::Tensor large = Values(11).normal({256, 512}), small = large.slice(0, 0, 1);
  int64_t before = 0, after_small = 0, after_large = 0;
  bool same = false;
  std::jthread([&] {
    at::get_num_threads();  // else lazy initialization overwrites what is set
    at::set_num_threads(2);
    before = threads_of_this_process();
    linear(small, weight);
    after_small = threads_of_this_process();
    const at::Tensor two = linear(large, weight);
    after_large = threads_of_this_process();
    at::set_num_threads(1);
    same = same_bits(two, linear(large, weight));
  }).join();
  EXPECT_EQ(after_small, before);
  EXPECT_EQ(after_large, before + 1);
  EXPECT_TRUE(same);
}

}  // namespace
}  // namespace athena::test
