// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace athena::recipe {

/// At most 60 bytes of a text that may be hostile, cut between characters.
std::string shortened(std::string_view text);

/// Shortened, in double quotes, control characters escaped.
std::string in_quotes(std::string_view text);

/// "a, b and c"; "none" when empty.
std::string listed(const std::vector<std::string>& words);

/// `Did you mean "x"?` when a choice is near by edit distance (with transpositions), or the choices
/// that begin with the word; else empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& choices);

}  // namespace athena::recipe
