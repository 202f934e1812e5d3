// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace athena {

/// What a tokenizer has to know of a code point, by Unicode's general category (unicode.inc).
bool is_mark(char32_t code);         // Mn: an accent that stands on the character before it
bool is_punctuation(char32_t code);  // P*, and all of ASCII that is neither letter, digit, space nor control
bool is_control(char32_t code);      // Cc, Cf, Co
bool is_space(char32_t code);        // Zs
bool is_ideograph(char32_t code);    // the blocks of Chinese characters

/// Appends the lower case without accents (NFD without Mn), which may be none, one or several.
void append_folded(std::u32string& text, char32_t code);

/// UTF-8 to code points; a byte that is no UTF-8 becomes U+FFFD.
std::u32string decode_utf8(std::string_view bytes);
void append_utf8(std::string& bytes, char32_t code);

}  // namespace athena
