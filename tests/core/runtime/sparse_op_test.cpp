// SPDX-License-Identifier: Apache-2.0
#include <sstream>

#include "core/prune/blocks.h"
#include "core/prune/magnitude.h"
#include "core/prune/two_four.h"
#include "core/runtime/packed_state.h"
#include "core/runtime/sparse_layout.h"
#include "examples.h"

namespace athena::test {
namespace {

constexpr LinearScheme kFp32{Scheme::SparseFp32, 0}, kInt8{Scheme::SparseInt8, 0};

at::Tensor weights(int64_t n, int64_t k) { return Values(40).normal({n, k}, 0.1, 0.5); }
at::Tensor scattered(int64_t n, int64_t k, double zeros) {
  return weights(n, k) * magnitude_mask(weights(n, k), zeros).value();
}
at::Tensor blocked(int64_t n, int64_t k, double zeros) {
  return weights(n, k) * block_mask(weights(n, k), zeros).value();
}
at::Tensor two_of_four(int64_t n, int64_t k) { return weights(n, k) * two_four_mask(weights(n, k)).value(); }
LinearData stored(const at::Tensor& weight, LinearScheme scheme, const at::Tensor& bias = {}) {
  return pack_linear(weight, bias, scheme).value();
}
int64_t bytes_of_values(const LinearData& data) {
  return stored_bytes(data) - (data.scales.defined() ? 4 * data.n : 0);
}
torch::jit::Module reloaded(const torch::jit::Module& module) {
  std::stringstream stream;
  module.save(stream);
  return torch::jit::load(stream);
}

TEST(SparseLayout, TakesTheFewestBytes) {
  // [32, 512]: 16384 weights, 256 blocks; a mask takes 2048 bytes, counts 128.
  EXPECT_EQ(bytes_of_values(stored(weights(32, 512), kFp32)), 4 * 16384);
  EXPECT_EQ(bytes_of_values(stored(scattered(32, 512, 0.75), kFp32)), 4 * 4096 + 2048);
  EXPECT_EQ(bytes_of_values(stored(scattered(32, 512, 0.9375), kFp32)), 5 * 1024 + 128);
  EXPECT_EQ(bytes_of_values(stored(weights(32, 512), kInt8)), 16384);
  EXPECT_EQ(bytes_of_values(stored(scattered(32, 512, 0.75), kInt8)), 4096 + 2048);
  EXPECT_EQ(bytes_of_values(stored(scattered(32, 512, 0.9375), kInt8)), 2 * 1024 + 128);
  EXPECT_EQ(bytes_of_values(stored(blocked(32, 512, 0.75), kInt8)), 4096 + 32);
  EXPECT_EQ(bytes_of_values(stored(two_of_four(32, 512), kInt8)), 8192 + 2048);
  EXPECT_EQ(bytes_of_values(stored(at::zeros({32, 512}), kInt8)), 32);
}

TEST(SparseLayout, GivesBackEveryWeight) {
  for (const auto& [n, k] : std::vector<std::pair<int64_t, int64_t>>{
           {0, 0}, {0, 5}, {5, 0}, {1, 1}, {3, 7}, {16, 4}, {17, 5}, {40, 255}, {33, 257}, {20, 600}})
    for (const double zeros : {0.0, 0.3, 0.8, 0.97, 1.0})
      for (const at::Tensor& weight : {scattered(n, k, zeros), blocked(n, k, zeros), two_of_four(n, k)}) {
        SCOPED_TRACE(std::to_string(n) + "x" + std::to_string(k) + " " + std::to_string(zeros));
        const LinearData fp32 = stored(weight, kFp32), int8 = stored(weight, kInt8);
        EXPECT_TRUE(check(fp32)) << check(fp32).error().message;
        EXPECT_TRUE(check(int8)) << check(int8).error().message;
        EXPECT_TRUE(at::equal(dequantize(fp32), weight));
        EXPECT_TRUE(at::equal(dequantize(int8), dequantize(stored(weight, {Scheme::Int8Dynamic, 0}))));
      }
}

TEST(SparseLayout, SharesNoMemoryWithTheModel) {
  const at::Tensor weight = weights(4, 4);
  EXPECT_FALSE(stored(weight, kFp32).values.is_alias_of(weight));
}

TEST(SparseOp, Int8EqualsDenseInt8BitForBit) {
  for (const auto& [n, k] : std::vector<std::pair<int64_t, int64_t>>{{10, 128}, {64, 64}, {130, 257}})
    for (const at::Tensor& weight :
         {scattered(n, k, 0.9), blocked(n, k, 0.75), blocked(n, k, 0.2), two_of_four(n, k)}) {
      const at::Tensor bias = Values(41).normal({n});
      const PackedHandle sparse = packed(stored(weight, kInt8, bias)),
                         dense = packed(stored(weight, {Scheme::Int8Dynamic, 0}, bias));
      for (const int64_t m : {1, 3, 40}) {
        const at::Tensor x = Values(42).normal({m, k}, 0.3, 2);
        EXPECT_TRUE(same_bits(linear(x, sparse), linear(x, dense))) << n << "x" << k << " rows " << m;
      }
    }
}

TEST(SparseOp, Fp32AgreesWithTheProductInDouble) {
  for (const double zeros : {0.3, 0.8, 0.95})
    for (const int64_t m : {1, 5, 20, 70}) {
      const at::Tensor weight = scattered(50, 300, zeros), bias = Values(43).normal({50});
      const at::Tensor x = Values(44).normal({m, 300});
      const at::Tensor wanted = at::linear(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble));
      const at::Tensor terms = at::linear(x.abs(), weight.abs(), bias.abs()).to(at::kDouble);
      const at::Tensor error = (linear(x, packed(stored(weight, kFp32, bias))) - wanted).abs();
      EXPECT_TRUE(error.le(terms * (304 * 1.2e-7)).all().item<bool>()) << zeros << " " << m;
    }
}

TEST(SparseOp, ActivatesAndRunsBesideOtherLayers) {
  const auto gelu = kernels::Activation::GeluErf;
  const PackedHandle dense = packed(stored(weights(40, 70), {Scheme::Int8Dynamic, 0}));
  for (const LinearScheme scheme : {kFp32, kInt8})
    for (const double zeros : {0.2, 0.7, 0.95})
      for (const int64_t m : {1, 64}) {
        SCOPED_TRACE(text(scheme) + " " + std::to_string(zeros) + " " + std::to_string(m));
        const PackedHandle sparse = packed(stored(blocked(40, 70, zeros), scheme));
        const at::Tensor x = Values(47).normal({m, 70});
        const at::Tensor y = sparse->forward(x);
        EXPECT_TRUE(at::allclose(sparse->forward(x, gelu), at::gelu(y), 1e-5, 1e-5));
        const std::vector<at::Tensor> all = PackedLinear::forward_all(x, {dense, sparse});
        ASSERT_EQ(all.size(), 2u);
        EXPECT_TRUE(same_bits(all[0], dense->forward(x)));
        EXPECT_TRUE(same_bits(all[1], y));
        EXPECT_EQ(sparse->integer_multiply_adds(), scheme.scheme == Scheme::SparseInt8 ? 3 * m * 40 * 70 : 0);
      }
}

std::string kernel_of(const at::Tensor& weight, LinearScheme scheme, int64_t rows) {
  const PackedHandle handle = packed(stored(weight, scheme));
  linear(Values(45).normal({rows, weight.size(1)}), handle);
  EXPECT_EQ(handle->kernel(), handle->kernel_for(rows));
  return handle->kernel();
}

TEST(SparseOp, RunsAndNamesTheDenseKernelWhereThatIsFaster) {
  const auto has = [](const std::string& name, const char* part) {
    return name.find(part) != std::string::npos;
  };
  EXPECT_TRUE(has(kernel_of(scattered(32, 64, 0.95), kFp32, 1), "sparse"));
  EXPECT_TRUE(has(kernel_of(scattered(32, 64, 0.7), kFp32, 64), "sparse"));
  EXPECT_TRUE(has(kernel_of(scattered(32, 64, 0.7), kFp32, 1), "dense"));
  EXPECT_TRUE(has(kernel_of(weights(32, 64), kFp32, 64), "dense"));
  EXPECT_TRUE(has(kernel_of(blocked(32, 64, 0.75), kInt8, 16), "block"));
  EXPECT_FALSE(has(kernel_of(scattered(32, 64, 0.75), kInt8, 16), "block"));
  const at::Tensor both = blocked(32, 64, 0.75) * two_four_mask(blocked(32, 64, 0.75)).value();
  for (const kernels::Isa isa : kernels::available_isas()) {
    const ForceIsa force(kernels::name(isa));
    for (const int64_t rows : {1, 16})
      EXPECT_EQ(has(kernel_of(two_of_four(32, 66), kInt8, rows), "2of4"), kernels::TwoFourLinear::pays(isa));
    EXPECT_TRUE(has(kernel_of(both, kInt8, 16), "block"));
  }
  EXPECT_FALSE(has(kernel_of(weights(32, 64), kInt8, 16), "block"));
}

TEST(SparseOp, ASavedModuleGivesTheSameOnEveryIsa) {
  const at::Tensor x = Values(46).normal({35, 70});
  for (const LinearScheme scheme : {kFp32, kInt8})
    for (const at::Tensor& weight : {scattered(40, 70, 0.9), blocked(40, 70, 0.75), two_of_four(40, 70)}) {
      const at::Tensor wanted = linear(x, packed(stored(weight, scheme)));
      for (const kernels::Isa isa : kernels::available_isas()) {
        const ForceIsa force(kernels::name(isa));
        torch::jit::Module module = reloaded(module_of(packed(stored(weight, scheme))));
        EXPECT_TRUE(same_bits(module.forward({x}).toTensor(), wanted)) << text(scheme) << kernels::name(isa);
      }
    }
}

// Each tensor in turn cut short, of another type, filled with its largest value, and left out.
TEST(SparseState, DamageIsRefused) {
  const auto refused = [](const PackedState& state) {
    const auto data = read_state(state);
    return !data || !PackedLinear::create(*data);
  };
  for (const LinearData& data :
       {stored(scattered(20, 300, 0.7), kFp32), stored(scattered(20, 300, 0.97), kFp32),
        stored(blocked(20, 300, 0.75), kInt8)}) {
    ASSERT_FALSE(refused(state_of(data)));
    const auto tensors = std::get<2>(state_of(data)).copy();
    for (const auto& entry : tensors) {
      const auto with = [&](const at::Tensor& tensor) {
        PackedState state = state_of(data);
        std::get<2>(state).insert_or_assign(entry.key(), tensor);
        return state;
      };
      SCOPED_TRACE(entry.key());
      const at::Tensor& good = entry.value();
      EXPECT_TRUE(refused(with(good.slice(0, 1).contiguous())));
      EXPECT_TRUE(refused(with(at::cat({good, good}))));
      EXPECT_TRUE(refused(with(good.to(at::kDouble))));
      if (entry.key() == "mask" || entry.key() == "indices") {
        EXPECT_TRUE(refused(with(at::full_like(good, 255))));
      }
      if (entry.key() == "counts") {
        EXPECT_TRUE(refused(with(at::full_like(good, 257))));
        EXPECT_TRUE(refused(with(at::full_like(good, -1))));
      }
      PackedState without = state_of(data);
      (void)std::get<2>(without).erase(entry.key());
      EXPECT_TRUE(refused(without));
    }
    PackedState dense = state_of(data);
    std::get<1>(dense) = data.scheme == Scheme::SparseFp32 ? "fp16" : "int8-dynamic";
    EXPECT_TRUE(refused(dense));
  }
}

}  // namespace
}  // namespace athena::test
