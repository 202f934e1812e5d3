// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/predict.h"

#include "core/recipe/value.h"

namespace athena::recipe {
namespace {

struct Matrix {
  std::int64_t rows = 0, columns = 0;  // [N, K]; further dimensions are folded into K
};

Matrix matrix_of(const LayerInfo& layer) {
  if (layer.weight_shape.empty()) return {};
  // A transposed convolution's output channels come second.
  const std::size_t rows = layer.kind.starts_with("ConvTranspose") ? 1 : 0;
  Matrix m{layer.weight_shape[rows], 1};
  for (std::size_t i = 0; i < layer.weight_shape.size(); ++i)
    if (i != rows) m.columns *= layer.weight_shape[i];
  return m;
}

std::int64_t ceil_div(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

}  // namespace

std::int64_t half_bytes(const LayerInfo& layer, const Parameters&) {
  const Matrix m = matrix_of(layer);
  return 2 * m.rows * m.columns + layer.bias_bytes;
}

std::int64_t int8_bytes(const LayerInfo& layer, const Parameters&) {
  const Matrix m = matrix_of(layer);
  return m.rows * m.columns + 4 * m.rows + layer.bias_bytes;
}

std::int64_t int4_bytes(const LayerInfo& layer, const Parameters& parameters) {
  const Matrix m = matrix_of(layer);
  const std::int64_t group = std::get<std::int64_t>(*find_value(parameters, "g"));
  return m.rows * ceil_div(m.columns, 2) + 4 * m.rows * ceil_div(m.columns, group) + layer.bias_bytes;
}

}  // namespace athena::recipe
