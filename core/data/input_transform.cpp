// SPDX-License-Identifier: Apache-2.0
#include "core/data/input_transform.h"

#include <ATen/ATen.h>
#include <c10/util/StringUtil.h>

#include <algorithm>
#include <functional>
#include <numeric>

#include "core/data/dtypes.h"

namespace athena {
namespace {

/// What models take in place of a stored type that they do not know.
at::ScalarType default_dtype(at::ScalarType stored) {
  if (stored == at::kByte) return at::kFloat;
  const bool exotic = stored == at::kUInt16 || stored == at::kUInt32 || stored == at::kUInt64;
  return exotic ? at::kLong : stored;
}

std::int64_t elements(const std::vector<std::int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

/// [1, C, 1, ...] to be broadcast over [n, C, ...].
at::Tensor per_channel(const std::vector<double>& values, std::size_t dimensions) {
  std::vector<std::int64_t> shape(dimensions + 1, 1);
  if (dimensions > 0) shape[1] = static_cast<std::int64_t>(values.size());
  return at::tensor(values, at::kDouble).reshape(shape).to(at::kFloat);
}

}  // namespace

Result<InputTransform> InputTransform::make(const InputSpec& spec, const Column& column,
                                            const std::string& where) {
  const auto wrong = [&](const std::string& what) {
    return fail(ErrorCode::InvalidArgument, c10::str("'", where, "': input \"", spec.column, "\" ", what));
  };
  const bool bytes = column.dtype() == at::kByte;
  InputTransform made;
  made.shape_ = !spec.shape.empty() ? spec.shape : column.row_shape();
  if (spec.shape.empty() && bytes && made.shape_.size() == 2) made.shape_.insert(made.shape_.begin(), 1);
  const bool fits =
      std::none_of(made.shape_.begin(), made.shape_.end(), [](auto size) { return size <= 0; }) &&
      made.shape_.size() <= 8 && elements(made.shape_) == elements(column.row_shape());
  if (!fits)
    return wrong(c10::str("cannot be given the shape ", c10::IntArrayRef(made.shape_), ": '", column.where(),
                          "' has samples of ", c10::IntArrayRef(column.row_shape()), "."));

  made.dtype_ = default_dtype(column.dtype());
  if (!spec.dtype.empty()) {
    const auto dtype = dtype_named(spec.dtype);
    if (!dtype)
      return wrong(c10::str("has an unknown dtype \"", spec.dtype, "\"; known are ", kKnownDtypes, "."));
    made.dtype_ = *dtype;
  }
  const bool floating = at::isFloatingType(made.dtype_);
  if (!floating && (spec.scale || !spec.mean.empty() || !spec.std.empty()))
    return wrong("is of integers, which cannot be scaled: set its dtype to float32.");
  made.scale_ = spec.scale.value_or(bytes && floating ? 1.0 / 255 : 1.0);

  const auto channels = made.shape_.empty() ? 1 : static_cast<std::size_t>(made.shape_[0]);
  for (const auto* values : {&spec.mean, &spec.std})
    if (values->size() > 1 && values->size() != channels)
      return wrong(c10::str("has ", values->size(), " values of mean or std for ", channels, " channels."));
  if (!spec.mean.empty()) made.mean_ = per_channel(spec.mean, made.shape_.size());
  if (!spec.std.empty()) made.std_ = per_channel(spec.std, made.shape_.size());
  return made;
}

at::Tensor InputTransform::apply(const at::Tensor& rows) const {
  std::vector<std::int64_t> shape{rows.size(0)};
  shape.insert(shape.end(), shape_.begin(), shape_.end());
  at::Tensor values = rows.reshape(shape).to(dtype_);
  if (scale_ != 1) values = values.mul(scale_);
  if (mean_.defined()) values = values.sub(mean_.to(dtype_));
  if (std_.defined()) values = values.div(std_.to(dtype_));
  return values;
}

}  // namespace athena
