// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/pack_linear.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>

#include "core/quantize/families.h"
#include "core/recipe/value.h"

namespace athena {
namespace {

Status check_shapes(const at::Tensor& weight, const at::Tensor& bias) {
  if (!weight.defined() || weight.dim() != 2 || !at::isFloatingType(weight.scalar_type()))
    return fail(ErrorCode::InvalidArgument, "The weights of a Linear layer must be a floating-point matrix.");
  if (bias.defined() &&
      (bias.dim() != 1 || bias.size(0) != weight.size(0) || !at::isFloatingType(bias.scalar_type())))
    return fail(ErrorCode::InvalidArgument,
                c10::str("The bias of this Linear layer must hold ", weight.size(0),
                         " floating-point numbers, one per output."));
  return {};
}

Status check_group(LinearScheme scheme) {
  if (scheme.group >= 0 && scheme.group % 32 == 0) return {};
  return fail(ErrorCode::InvalidArgument,
              c10::str("A group of ", scheme.group,
                       " weights; use a multiple of 32, or 0 for one scale per output."));
}

Result<LinearData> pack(const at::Tensor& weight, LinearScheme scheme) {
  if (is_half(scheme.scheme)) return pack_half(weight, scheme.scheme);
  if (is_sparse(scheme.scheme)) return pack_sparse(weight, scheme.scheme);
  if (is_int8(scheme.scheme)) return pack_int8(weight, scheme.scheme);
  ATHENA_TRY(check_group(scheme));
  return pack_int4(weight, scheme);
}

at::Tensor plain(const at::Tensor& tensor) { return tensor.detach().to(at::kFloat).contiguous(); }

}  // namespace

std::int64_t count_not_finite(const at::Tensor& values) {
  // A tensor of answers per layer would leave holes in the heap that the next, larger one does not fit into.
  const at::Tensor flat = values.to(at::kFloat).contiguous();
  const auto* begin = flat.const_data_ptr<float>();
  return std::count_if(begin, begin + flat.numel(), [](float value) { return !std::isfinite(value); });
}

Result<LinearScheme> linear_scheme(std::string_view name, const Parameters& parameters) {
  const auto scheme = scheme_named(name);
  if (!scheme)
    return fail(
        ErrorCode::InvalidArgument,
        c10::str("'", name, "' is no scheme that packs a Linear layer; choose one of ", scheme_names(), "."));
  if (!is_int4(*scheme)) return LinearScheme{*scheme, 0};
  const Value* value = recipe::find_value(parameters, "g");
  const auto* group = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  if (group == nullptr)
    return fail(ErrorCode::InvalidArgument,
                c10::str(name, " needs 'g', the number of weights that share one scale."));
  LinearScheme found{*scheme, *group};
  if (const Value* zp = recipe::find_value(parameters, "zp")) {
    const auto* flag = std::get_if<bool>(zp);
    if (flag == nullptr)
      return fail(ErrorCode::InvalidArgument, c10::str(name, ": 'zp' must be true or false."));
    found.zero_points = *flag;
  }
  if (const Value* scales = recipe::find_value(parameters, "scales")) {
    const auto* type = std::get_if<std::string>(scales);
    if (type == nullptr || (*type != "fp32" && *type != "fp16"))
      return fail(ErrorCode::InvalidArgument, c10::str(name, ": 'scales' must be fp32 or fp16."));
    found.half_scales = *type == "fp16";
  }
  ATHENA_TRY(check_group(found));
  return found;
}

Result<LinearData> pack_linear(const at::Tensor& weight, const at::Tensor& bias, LinearScheme scheme) {
  ATHENA_TRY(check_shapes(weight, bias));
  const at::Tensor values = plain(weight);
  if (const std::int64_t bad = count_not_finite(values); bad > 0)
    return fail(
        ErrorCode::InvalidArgument,
        c10::str(bad, " of ", values.numel(),
                 " weights are NaN or infinite, which no scheme can store. The model is damaged or its "
                 "training diverged; leave this layer in fp32."));
  ATHENA_ASSIGN(LinearData data, pack(values, scheme));
  if (bias.defined()) data.bias = plain(bias).clone();
  return data;
}

Result<LinearData> pack_linear(const at::Tensor& weight, const at::Tensor& bias, std::string_view scheme,
                               const Parameters& parameters) {
  ATHENA_ASSIGN(const LinearScheme found, linear_scheme(scheme, parameters));
  return pack_linear(weight, bias, found);
}

}  // namespace athena
