// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/embedding/embedding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/kernels/quantize/quantize.h"
#include "support.h"

namespace athena::kernels::testing {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

using Embedding = EveryIsa;
ATHENA_FOR_EVERY_ISA(Embedding);

/// A result with guard values behind it, which show a kernel that writes past the end.
class Guarded {
 public:
  explicit Guarded(std::vector<float> start) : size_(start.size()), values_(std::move(start)) {
    values_.resize(size_ + 32, kGuard);
  }
  float* data() { return values_.data(); }
  std::vector<uint32_t> result() const {
    EXPECT_TRUE(std::all_of(values_.begin() + static_cast<std::ptrdiff_t>(size_), values_.end(),
                            [](float value) { return value == kGuard; }));
    return bits({values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(size_)});
  }

 private:
  static constexpr float kGuard = -12345.0f;
  std::size_t size_;
  std::vector<float> values_;
};

TEST_P(Embedding, Int8RowsOfEveryLength) {
  Random random(40);
  for (int64_t k = 0; k < 70; ++k) {
    const auto values = random.integers<int8_t>(k, -127, 127);
    const float scale = random.floats(1)[0];
    std::vector<float> wanted;
    for (const int8_t value : values) wanted.push_back(static_cast<float>(value) * scale);
    Guarded y(std::vector<float>(values.size()));
    embedding_kernels(GetParam()).dequantize_s8(values.data(), k, scale, y.data());
    EXPECT_EQ(y.result(), bits(wanted)) << k;
  }
}

TEST_P(Embedding, Int4RowsOfEveryLengthWithAndWithoutZeroPoints) {
  Random random(41);
  for (const int64_t group : {0, 32, 64})
    for (int64_t k = 0; k < 140; ++k) {
      const auto codes = random.integers<uint8_t>(k, 0, 15);
      std::vector<uint8_t> packed(static_cast<size_t>((k + 1) / 2));
      pack_int4(codes.data(), k, packed.data());
      const int64_t groups = int4_groups(k, group), length = group == 0 ? k : group;
      const auto scales = random.floats(groups);
      const auto zeros = random.integers<uint8_t>(groups, 0, 15);
      for (const uint8_t* zero_points : {static_cast<const uint8_t*>(nullptr), zeros.data()}) {
        std::vector<float> wanted;
        for (int64_t i = 0; i < k; ++i) {
          const auto g = static_cast<size_t>(i / length);
          const int zero = zero_points == nullptr ? 8 : zero_points[g];
          wanted.push_back(static_cast<float>(codes[static_cast<size_t>(i)] - zero) * scales[g]);
        }
        Guarded y(std::vector<float>(codes.size()));
        embedding_kernels(GetParam())
            .dequantize_int4(packed.data(), k, group, scales.data(), zero_points, y.data());
        EXPECT_EQ(y.result(), bits(wanted)) << k << " by " << group;
      }
    }
}

TEST_P(Embedding, AddIsOneFusedMultiplyAdd) {
  Random random(42);
  for (int64_t k = 0; k < 70; ++k) {
    const auto row = random.floats(k), sum = random.floats(k);
    const float weight = random.floats(1)[0];
    std::vector<float> wanted;
    for (size_t i = 0; i < row.size(); ++i) wanted.push_back(std::fma(weight, row[i], sum[i]));
    Guarded y(sum);
    embedding_kernels(GetParam()).add(row.data(), k, weight, y.data());
    EXPECT_EQ(y.result(), bits(wanted)) << k;
  }
}

TEST_P(Embedding, MaximumKeepsWhatIsThereUnlessTheRowIsAbove) {
  Random random(43);
  for (int64_t k = 0; k < 70; ++k) {
    auto row = random.floats(k), most = random.floats(k);
    if (k > 2) row[1] = most[2] = kNan;
    std::vector<float> wanted;
    for (size_t i = 0; i < row.size(); ++i) wanted.push_back(row[i] > most[i] ? row[i] : most[i]);
    Guarded y(most);
    embedding_kernels(GetParam()).maximum(row.data(), k, y.data());
    EXPECT_EQ(y.result(), bits(wanted)) << k;
  }
}

}  // namespace
}  // namespace athena::kernels::testing
