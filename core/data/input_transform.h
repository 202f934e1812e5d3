// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/data/column.h"
#include "core/data/data_file.h"

namespace athena {

/// What makes a column's stored rows into a method's argument: type, scale, mean and std, shape.
class InputTransform {
 public:
  /// Fills in InputSpec's defaults for `column`. InvalidArgument: a shape that does not fit, an unknown
  /// dtype, mean or std that do not match the channels, or scaling of integers. `where`: the data file, for
  /// messages.
  static Result<InputTransform> make(const InputSpec& spec, const Column& column, const std::string& where);

  const std::vector<std::int64_t>& sample_shape() const { return shape_; }

  /// [n, row shape] as stored -> [n, sample shape] of the argument's type.
  at::Tensor apply(const at::Tensor& rows) const;

 private:
  std::vector<std::int64_t> shape_;
  at::ScalarType dtype_ = at::kFloat;
  double scale_ = 1;
  at::Tensor mean_, std_;  // [1, C, 1, ...] or undefined
};

}  // namespace athena
