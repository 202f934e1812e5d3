// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "athena/catalogue.h"
#include "athena/types/recipe.h"
#include "athena/types/result.h"

namespace athena::recipe {

/// The value under a name, or null.
const Value* find_value(const Parameters& parameters, std::string_view name);

/// A value of a checked recipe's complete parameters, whose type the catalogue has fixed.
template <typename T>
T checked_value(const Parameters& parameters, std::string_view name) {
  return std::get<T>(*find_value(parameters, name));
}

/// A value as canonical JSON: the shortest digits that read back to the same double, always with a point or
/// an exponent ("0.5", "1.0", "1e-4"), so that the type survives.
std::string value_text(const Value& value);

/// A string as JSON, UTF-8 kept; bytes that are no UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

/// An integer given for a real parameter becomes a double; everything else stays.
Value coerced(const ParameterSpec& spec, const Value& value);

/// Type, range and choices; the message says what is allowed ("must be a number from 0 to 1, not 1.5").
Status check_value(const ParameterSpec& spec, const Value& value);

/// Reads a value as the shorthand writes it, with the type that the parameter has.
Result<Value> value_from_text(const ParameterSpec& spec, std::string_view text);

}  // namespace athena::recipe
