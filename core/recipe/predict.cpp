// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/predict.h"

#include <algorithm>
#include <cmath>

#include "core/recipe/value.h"

namespace athena::recipe {
namespace {

struct Matrix {
  std::int64_t rows = 0, columns = 0;  // [N, K]; further dimensions are folded into K
};

Matrix matrix_of(const LayerInfo& layer, const std::vector<std::int64_t>& shape) {
  if (shape.empty()) return {};
  // A transposed convolution's output channels come second.
  const std::size_t rows = layer.kind.starts_with("ConvTranspose") ? 1 : 0;
  Matrix m{shape[rows], 1};
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (i != rows) m.columns *= shape[i];
  return m;
}

/// The sum of `bytes` over the layer's matrices, and its biases.
template <typename Bytes>
std::int64_t total(const LayerInfo& layer, const Bytes& bytes) {
  if (layer.matrices.empty()) return bytes(matrix_of(layer, layer.weight_shape)) + layer.bias_bytes;
  std::int64_t sum = layer.bias_bytes;
  for (const auto& shape : layer.matrices) sum += bytes(matrix_of(layer, shape));
  return sum;
}

std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// What pruning leaves of a matrix.
struct Left {
  std::int64_t weights = 0;
  std::int64_t blocks = 0, of_blocks = 0;  // 16 x 4
};

std::int64_t share(double amount, std::int64_t of) {
  return static_cast<std::int64_t>(std::nearbyint(amount * static_cast<double>(of)));
}

Left left_of(const Matrix& m, const Parameters& parameters) {
  const std::int64_t all = m.rows * m.columns, blocks = ceil_div(m.rows, 16) * ceil_div(m.columns, 4);
  const Value* criterion = find_value(parameters, "criterion");
  const Value* amount = find_value(parameters, "amount");
  if (criterion == nullptr || amount == nullptr || blocks == 0) return {all, blocks, blocks};
  const double zero = std::get<double>(*amount);
  const auto& pattern = std::get<std::string>(*criterion);
  if (pattern == "2:4")  // of what is less than four at the end, at most half
    return {m.rows * (m.columns / 4 * 2 + m.columns % 4 / 2), blocks, blocks};
  if (pattern != "block") return {all - share(zero, all), blocks, blocks};
  const std::int64_t kept = blocks - share(zero, blocks);
  return {share(static_cast<double>(kept) / static_cast<double>(blocks), all), kept, blocks};
}

/// The weights with where they belong, `value` bytes each; see core/runtime/sparse_layout.h.
std::int64_t sparse_values(const Matrix& m, const Left& left, std::int64_t value) {
  return std::min({value * m.rows * m.columns, value * left.weights + m.rows * ceil_div(m.columns, 8),
                   (value + 1) * left.weights + 2 * m.rows * ceil_div(m.columns, 256)});
}

}  // namespace

std::int64_t half_bytes(const LayerInfo& layer, const Parameters&) {
  return total(layer, [](Matrix m) { return 2 * m.rows * m.columns; });
}

std::int64_t int8_bytes(const LayerInfo& layer, const Parameters&) {
  return total(layer, [](Matrix m) { return m.rows * m.columns + 4 * m.rows; });
}

std::int64_t int4_bytes(const LayerInfo& layer, const Parameters& parameters) {
  const std::int64_t group = checked_value<std::int64_t>(parameters, "g");
  const std::int64_t per_group = (checked_value<std::string>(parameters, "scales") == "fp16" ? 2 : 4) +
                                 (checked_value<bool>(parameters, "zp") ? 1 : 0);
  return total(layer, [=](Matrix m) {
    return m.rows * ceil_div(m.columns, 2) + per_group * m.rows * ceil_div(m.columns, group);
  });
}

std::int64_t sparse_fp32_bytes(const LayerInfo& layer, const Parameters& parameters) {
  return total(layer, [&](Matrix m) { return sparse_values(m, left_of(m, parameters), 4); });
}

std::int64_t sparse_int8_bytes(const LayerInfo& layer, const Parameters& parameters) {
  return total(layer, [&](Matrix m) {
    const Left left = left_of(m, parameters);
    const std::int64_t blocks = 64 * left.blocks + ceil_div(left.of_blocks, 8);
    return std::min(sparse_values(m, left, 1), blocks) + 4 * m.rows;
  });
}

}  // namespace athena::recipe
