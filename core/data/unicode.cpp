// SPDX-License-Identifier: Apache-2.0
#include "core/data/unicode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace athena {
namespace {

struct Shift {
  char32_t first, last;
  std::int32_t step, delta;
};
struct Split {
  char32_t code;
  std::array<char32_t, 3> to;  // 0: no more
};
struct Range {
  char32_t first, last;
};

constexpr Shift kShifts[] = {
#define ATHENA_UNICODE_SHIFTS
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_SHIFTS
};
constexpr Split kSplits[] = {
#define ATHENA_UNICODE_SPLITS
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_SPLITS
};
constexpr Range kMarks[] = {
#define ATHENA_UNICODE_MARKS
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_MARKS
};
constexpr Range kPunctuation[] = {
#define ATHENA_UNICODE_PUNCTUATION
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_PUNCTUATION
};
constexpr Range kControls[] = {
#define ATHENA_UNICODE_CONTROLS
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_CONTROLS
};
constexpr Range kSpaces[] = {
#define ATHENA_UNICODE_SPACES
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_SPACES
};
constexpr Range kIdeographs[] = {
#define ATHENA_UNICODE_IDEOGRAPHS
#include "core/data/unicode.inc"
#undef ATHENA_UNICODE_IDEOGRAPHS
};

template <std::size_t N>
bool among(const Range (&ranges)[N], char32_t code) {
  const auto after =
      std::upper_bound(std::begin(ranges), std::end(ranges), code,
                       [](char32_t wanted, const Range& range) { return wanted < range.first; });
  return after != std::begin(ranges) && code <= std::prev(after)->last;
}

const Shift* find_shift(char32_t code) {
  const auto after =
      std::upper_bound(std::begin(kShifts), std::end(kShifts), code,
                       [](char32_t wanted, const Shift& shift) { return wanted < shift.first; });
  if (after == std::begin(kShifts)) return nullptr;
  const Shift& run = *std::prev(after);
  const bool inside = code <= run.last && (code - run.first) % static_cast<char32_t>(run.step) == 0;
  return inside ? &run : nullptr;
}

}  // namespace

bool is_mark(char32_t code) { return among(kMarks, code); }
bool is_control(char32_t code) { return among(kControls, code); }
bool is_space(char32_t code) { return among(kSpaces, code); }
bool is_punctuation(char32_t code) { return among(kPunctuation, code); }
bool is_ideograph(char32_t code) { return among(kIdeographs, code); }

void append_folded(std::u32string& text, char32_t code) {
  if (code < 0x80) {
    text += code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
    return;
  }
  if (is_mark(code)) return;
  if (code >= 0xAC00 && code <= 0xD7A3) {  // a Hangul syllable: leading consonant, vowel, trailing consonant
    const char32_t index = code - 0xAC00, trailing = index % 28;
    text += 0x1100 + index / 588;
    text += 0x1161 + index % 588 / 28;
    if (trailing > 0) text += 0x11A7 + trailing;
    return;
  }
  const auto split = std::lower_bound(std::begin(kSplits), std::end(kSplits), code,
                                      [](const Split& one, char32_t wanted) { return one.code < wanted; });
  if (split != std::end(kSplits) && split->code == code) {
    for (const char32_t to : split->to)
      if (to != 0) text += to;
    return;
  }
  const Shift* shift = find_shift(code);
  text += shift ? static_cast<char32_t>(static_cast<std::int32_t>(code) + shift->delta) : code;
}

std::u32string decode_utf8(std::string_view bytes) {
  std::u32string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                               : lead < 0xF5 ? 4
                                             : 0;
    char32_t code = length == 1 ? lead : lead & (0xFF >> (length + 1));
    bool whole = length > 0 && i + length <= bytes.size();
    for (std::size_t k = 1; whole && k < length; ++k) {
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      whole = (next & 0xC0) == 0x80;
      code = code << 6 | (next & 0x3F);
    }
    constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    whole = whole && code >= kLeast[length] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    text += whole ? code : U'\uFFFD';
    i += whole ? length : 1;
  }
  return text;
}

void append_utf8(std::string& bytes, char32_t code) {
  const auto put = [&](char32_t byte) { bytes += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

}  // namespace athena
