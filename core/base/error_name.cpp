// SPDX-License-Identifier: Apache-2.0
#include "athena/error_name.h"

#include <array>
#include <utility>

namespace athena {
namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 9> kNames = {{
    {ErrorCode::InvalidArgument, "invalid_argument"},
    {ErrorCode::NotFound, "not_found"},
    {ErrorCode::Corruption, "corruption"},
    {ErrorCode::NotSupported, "not_supported"},
    {ErrorCode::Io, "io"},
    {ErrorCode::Cancelled, "cancelled"},
    {ErrorCode::Unmet, "unmet"},
    {ErrorCode::NotAllowed, "not_allowed"},
    {ErrorCode::Internal, "internal"},
}};

}  // namespace

std::string_view error_name(ErrorCode code) {
  for (const auto& [known, name] : kNames)
    if (known == code) return name;
  return "internal";
}

ErrorCode error_named(std::string_view name) {
  for (const auto& [code, known] : kNames)
    if (known == name) return code;
  return ErrorCode::Internal;
}

}  // namespace athena
