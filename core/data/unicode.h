// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace athena {

/// What BERT's tokenizer takes a code point for; the tables (unicode.inc) are those of the `tokenizers`
/// package, whose Unicode is older than the newest.
bool is_mark(char32_t code);         // an accent that stands on the character before it
bool is_punctuation(char32_t code);  // and all of ASCII that is neither letter, digit, space nor control
bool is_control(char32_t code);      // and format, private use, NUL, U+FFFD: dropped
bool is_space(char32_t code);        // and tab and line ends
bool is_ideograph(char32_t code);    // the blocks of Chinese characters

/// Appends the lower case without accents (NFD without marks), which may be none, one or several.
void append_folded(std::u32string& text, char32_t code);

/// UTF-8 to code points; a byte that is no UTF-8 becomes U+FFFD.
std::u32string decode_utf8(std::string_view bytes);
void append_utf8(std::string& bytes, char32_t code);

}  // namespace athena
