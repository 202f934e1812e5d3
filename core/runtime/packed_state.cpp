// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/packed_state.h"

#include <array>
#include <utility>

namespace athena {
namespace {

constexpr std::array<std::pair<const char*, at::Tensor LinearData::*>, 7> kTensors = {{
    {"values", &LinearData::values},
    {"scales", &LinearData::scales},
    {"zero_points", &LinearData::zero_points},
    {"mask", &LinearData::mask},
    {"indices", &LinearData::indices},
    {"counts", &LinearData::counts},
    {"bias", &LinearData::bias},
}};

constexpr std::int64_t kHalfScalesFormat = 2;

}  // namespace

PackedState state_of(const LinearData& data) {
  c10::Dict<std::string, at::Tensor> tensors;
  for (const auto& [key, member] : kTensors)
    if ((data.*member).defined()) tensors.insert(key, data.*member);
  const std::int64_t format = has_half_scales(data) ? kHalfScalesFormat : kFirstPackedFormat;
  return {{format, data.n, data.k, data.group}, std::string(name(data.scheme)), tensors};
}

Status check_format(const std::vector<std::int64_t>& numbers) {
  if (numbers.empty() || numbers[0] < 1)
    return fail(ErrorCode::InvalidArgument, "Packed weights: no format version. The file is damaged.");
  if (numbers[0] > kPackedFormat)
    return fail(ErrorCode::NotSupported, "Packed weights of format " + std::to_string(numbers[0]) +
                                             "; this runtime reads up to " + std::to_string(kPackedFormat) +
                                             ". Use a newer libathena_runtime.so.");
  return {};
}

Result<LinearData> read_state(const PackedState& state) {
  const auto& [numbers, scheme, tensors] = state;
  ATHENA_TRY(check_format(numbers));
  if (numbers.size() != 4)
    return fail(ErrorCode::InvalidArgument, "Packed weights: " + std::to_string(numbers.size()) +
                                                " numbers instead of 4. The file is damaged.");
  const auto known = scheme_named(scheme);
  if (!known)
    return fail(ErrorCode::NotSupported,
                "Packed weights of the scheme '" + scheme + "'; this runtime knows " + scheme_names() + ".");
  LinearData data{.scheme = *known, .n = numbers[1], .k = numbers[2], .group = numbers[3]};
  std::size_t found = 0;
  for (const auto& [key, member] : kTensors) {
    const auto entry = tensors.find(key);
    if (entry == tensors.end()) continue;
    data.*member = entry->value();
    ++found;
  }
  if (found != tensors.size())
    return fail(ErrorCode::InvalidArgument,
                "Packed weights: a tensor of an unknown name. The file is damaged.");
  if (has_half_scales(data) && numbers[0] < kHalfScalesFormat)
    return fail(ErrorCode::InvalidArgument,
                "Packed weights: half scales in a format that has none. The file is damaged.");
  return data;
}

}  // namespace athena
