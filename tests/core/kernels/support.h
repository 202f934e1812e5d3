// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <bit>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "core/kernels/activation.h"
#include "core/kernels/aligned_buffer.h"
#include "core/kernels/isa.h"

namespace athena::kernels::testing {

constexpr Activation kActivations[] = {Activation::None,     Activation::Relu, Activation::GeluErf,
                                       Activation::GeluTanh, Activation::Silu, Activation::Relu6};
/// Stands where no kernel may write.
constexpr float kGuard = 12345.0f;

/// The seed of this run: ATHENA_TEST_SEED to replay one, else a new one, printed.
inline uint64_t seed() {
  static const uint64_t value = [] {
    const char* given = std::getenv("ATHENA_TEST_SEED");
    const uint64_t chosen = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "replay with ATHENA_TEST_SEED=" << chosen << std::endl;
    return chosen;
  }();
  return value;
}

class Random {
 public:
  explicit Random(uint64_t salt) : engine_(seed() * 1'000'003 + salt) {}

  int64_t integer(int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(engine_);
  }
  std::vector<float> floats(int64_t count, float deviation = 1.0f, float mean = 0.0f) {
    std::normal_distribution<float> normal(mean, deviation);
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values) value = normal(engine_);
    return values;
  }
  template <typename T>
  std::vector<T> integers(int64_t count, int64_t low, int64_t high) {
    std::vector<T> values(static_cast<size_t>(count));
    for (T& value : values) value = static_cast<T>(integer(low, high));
    return values;
  }

 private:
  std::mt19937_64 engine_;
};

/// The bits, so that NaN equals NaN and -0 differs from 0.
inline std::vector<uint32_t> bits(const std::vector<float>& values) {
  std::vector<uint32_t> out;
  for (const float value : values)
    out.push_back(value != value ? 0x7fc00000u : std::bit_cast<uint32_t>(value));
  return out;
}

inline std::string isa_name(const ::testing::TestParamInfo<Isa>& info) {
  return std::string(name(info.param));
}

/// Tests that run for every ISA of this machine.
class EveryIsa : public ::testing::TestWithParam<Isa> {};

#define ATHENA_FOR_EVERY_ISA(suite) \
  INSTANTIATE_TEST_SUITE_P(Isa, suite, ::testing::ValuesIn(available_isas()), isa_name)

}  // namespace athena::kernels::testing
