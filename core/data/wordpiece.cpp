// SPDX-License-Identifier: Apache-2.0
#include "core/data/wordpiece.h"

#include <algorithm>
#include <utility>

#include "core/data/line_file.h"
#include "core/data/unicode.h"

namespace athena {
namespace {

constexpr std::size_t kLongestWord = 100;  // characters
constexpr const char* kSpecial[] = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};

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
    made->pieces_[std::string(line)] = number;  // the last of equal ones, as in a Python dict
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
  for (const char* token : kSpecial)
    if (const auto found = made->pieces_.find(token); found != made->pieces_.end())
      made->special_.emplace_back(token, found->second);
  return made;
}

std::vector<std::string> WordPiece::words(std::string_view text) const {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  for (const char32_t code : decode_utf8(text)) {
    if (is_space(code)) {
      finish();
      continue;
    }
    if (is_control(code)) continue;
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

void WordPiece::cut_words(std::string_view text, std::size_t most, std::vector<std::int64_t>& tokens) const {
  for (const std::string& word : words(text)) {
    if (tokens.size() >= most) return;
    cut(word, tokens);
  }
}

const WordPiece::Special* WordPiece::special_at(std::string_view text) const {
  const auto found = std::find_if(special_.begin(), special_.end(),
                                  [&](const Special& one) { return text.starts_with(one.first); });
  return found == special_.end() ? nullptr : &*found;
}

std::vector<std::int64_t> WordPiece::tokens(std::string_view text, std::size_t most) const {
  std::vector<std::int64_t> tokens;
  std::size_t begin = 0;
  for (std::size_t at = text.find('['); at != std::string_view::npos; at = text.find('[', at)) {
    const Special* special = special_at(text.substr(at));
    if (!special) {
      ++at;
      continue;
    }
    cut_words(text.substr(begin, at - begin), most, tokens);
    tokens.push_back(special->second);
    begin = at += special->first.size();
  }
  cut_words(text.substr(begin), most, tokens);
  if (tokens.size() > most) tokens.resize(most);
  return tokens;
}

}  // namespace athena
