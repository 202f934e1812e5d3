// SPDX-License-Identifier: Apache-2.0
#include "core/data/wordpiece.h"

#include <utility>

#include "core/data/line_file.h"
#include "core/data/unicode.h"

namespace athena {
namespace {

constexpr std::size_t kLongestWord = 100;  // characters

bool is_blank(char32_t code) {
  return code == ' ' || code == '\t' || code == '\n' || code == '\r' || is_space(code);
}

/// Where the character before the one that ends at `end` begins.
std::size_t previous_character(const std::string& text, std::size_t end) {
  do --end;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80);
  return end;
}

}  // namespace

Result<std::shared_ptr<const WordPiece>> WordPiece::load(const std::string& vocab, bool lowercase) {
  auto made = std::make_shared<WordPiece>();
  made->lowercase_ = lowercase;
  const LineFile::Visit add = [&](std::string_view line, std::int64_t number) -> Status {
    made->pieces_.emplace(line, number);
    return {};
  };
  ATHENA_ASSIGN(const auto file, LineFile::open(vocab, add, {}));
  made->hash_ = file->hash();
  for (const auto& [token, number] : {std::pair{"[PAD]", &made->pad_}, std::pair{"[UNK]", &made->unk_},
                                      std::pair{"[CLS]", &made->cls_}, std::pair{"[SEP]", &made->sep_}}) {
    const auto found = made->pieces_.find(token);
    if (found == made->pieces_.end())
      return fail(ErrorCode::InvalidArgument,
                  "'" + vocab + "' is no WordPiece vocabulary: it has no line " + token + ".");
    *number = found->second;
  }
  return made;
}

std::vector<std::string> WordPiece::words(std::string_view text) const {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  for (const char32_t code : decode_utf8(text)) {
    if (is_blank(code)) {
      finish();
      continue;
    }
    if (code == 0 || code == U'\uFFFD' || is_control(code)) continue;
    std::u32string folded;
    if (lowercase_)
      append_folded(folded, code);
    else
      folded += code;
    const bool alone = is_ideograph(code);
    if (alone) finish();
    for (const char32_t one : folded) {
      if (is_punctuation(one)) {
        finish();
        append_utf8(word, one);
        finish();
      } else {
        append_utf8(word, one);
      }
    }
    if (alone) finish();
  }
  finish();
  return words;
}

void WordPiece::cut(const std::string& word, std::vector<std::int64_t>& tokens) const {
  const std::size_t before = tokens.size();
  const auto unknown = [&] {
    tokens.resize(before);
    tokens.push_back(unk_);
  };
  if (decode_utf8(word).size() > kLongestWord) return unknown();
  std::string piece;
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = word.size();
    for (; end > begin; end = previous_character(word, end)) {
      piece = (begin > 0 ? "##" : "") + word.substr(begin, end - begin);
      const auto found = pieces_.find(piece);
      if (found == pieces_.end()) continue;
      tokens.push_back(found->second);
      break;
    }
    if (end == begin) return unknown();
    begin = end;
  }
}

std::vector<std::int64_t> WordPiece::tokens(std::string_view text, std::size_t most) const {
  std::vector<std::int64_t> tokens;
  for (const std::string& word : words(text)) {
    cut(word, tokens);
    if (tokens.size() >= most) break;
  }
  if (tokens.size() > most) tokens.resize(most);
  return tokens;
}

}  // namespace athena
