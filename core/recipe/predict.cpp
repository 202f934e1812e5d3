// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/predict.h"

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

}  // namespace

std::int64_t half_bytes(const LayerInfo& layer, const Parameters&) {
  return total(layer, [](Matrix m) { return 2 * m.rows * m.columns; });
}

std::int64_t int8_bytes(const LayerInfo& layer, const Parameters&) {
  return total(layer, [](Matrix m) { return m.rows * m.columns + 4 * m.rows; });
}

std::int64_t int4_bytes(const LayerInfo& layer, const Parameters& parameters) {
  const std::int64_t group = std::get<std::int64_t>(*find_value(parameters, "g"));
  return total(layer, [group](Matrix m) {
    return m.rows * ceil_div(m.columns, 2) + 4 * m.rows * ceil_div(m.columns, group);
  });
}

}  // namespace athena::recipe
