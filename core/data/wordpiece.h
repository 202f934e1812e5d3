// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// BERT's tokenizer (J. Devlin et al., 2019): text is cleaned, split at spaces, punctuation and around
/// ideographs, lower-cased without accents unless the model is cased; each word is then cut greedily into the
/// longest pieces of the vocabulary. A word of more than 100 characters, or that cannot be cut, is [UNK].
/// [MASK] and the other special tokens are known in a text as well. Equal to Hugging Face's
/// BertTokenizerFast, and so to BertTokenizer since transformers 5 (tests/data/models/wordpiece.py).
class WordPiece {
 public:
  /// `vocab`: a file with a token per line, its number the token's. InvalidArgument: [UNK], [CLS], [SEP] or
  /// [PAD] is missing; NotFound; Io.
  static Result<std::shared_ptr<const WordPiece>> load(const std::string& vocab, bool lowercase);

  /// Numbers of the text's tokens, without [CLS] and [SEP]; at most `most` of them.
  std::vector<std::int64_t> tokens(std::string_view text, std::size_t most) const;
  /// The words before they are cut.
  std::vector<std::string> words(std::string_view text) const;

  std::int64_t pad() const { return pad_; }
  std::int64_t cls() const { return cls_; }
  std::int64_t sep() const { return sep_; }
  const std::string& hash() const { return hash_; }  // SHA-256 of the vocabulary
  std::int64_t size() const { return static_cast<std::int64_t>(pieces_.size()); }

 private:
  using Special = std::pair<std::string, std::int64_t>;

  void cut(const std::string& word, std::vector<std::int64_t>& tokens) const;
  void cut_words(std::string_view text, std::size_t most, std::vector<std::int64_t>& tokens) const;
  /// The special token that the text begins with; nullptr: none.
  const Special* special_at(std::string_view text) const;

  std::unordered_map<std::string, std::int64_t> pieces_;
  std::vector<Special> special_;
  std::int64_t pad_ = 0, unk_ = 0, cls_ = 0, sep_ = 0;
  bool lowercase_ = true;
  std::string hash_;
};

}  // namespace athena
