// SPDX-License-Identifier: Apache-2.0
#include "core/data/text.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include "core/data/unicode.h"
#include "core/data/wordpiece.h"
#include "tests/core/data/temporary_folder.h"

namespace athena {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Text : public TemporaryFolder {
 protected:
  std::string vocab() const {
    return write(
        "vocab.txt",
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##aff\n##able\nhello\n,\nworld\n##s\ncafe\n\xE4\xB8\xAD\n##ab\n");
  }
  std::shared_ptr<const WordPiece> words(bool lowercase = true) const {
    const auto made = WordPiece::load(vocab(), lowercase);
    EXPECT_TRUE(made) << made.error().message;
    return made.value_or(nullptr);
  }
  Result<TableHandle> open(const std::string& bytes, TextOptions options) const {
    ReaderSpec spec;
    spec.format = "text";
    spec.path = write("text.txt", bytes);
    spec.text = std::move(options);
    return open_table(spec, {});
  }
  static at::Tensor rows(const TableHandle& table, const std::string& name,
                         const std::vector<std::int64_t>& indices) {
    const auto column = table->open(name, {});
    EXPECT_TRUE(column) << column.error().message;
    if (!column) return {};
    const auto read = (*column)->read(indices);
    EXPECT_TRUE(read) << read.error().message;
    return read ? *read : at::Tensor();
  }
};

TEST_F(Text, WordsAreCutGreedilyIntoTheLongestPieces) {
  const auto pieces = words();
  ASSERT_TRUE(pieces);
  EXPECT_THAT(pieces->tokens("unaffable", 100), ElementsAre(4, 5, 6));
  EXPECT_THAT(pieces->tokens("Hello, WORLDS", 100), ElementsAre(7, 8, 9, 10));
  EXPECT_THAT(pieces->tokens("unx hello", 100), ElementsAre(1, 7));  // no part of a word that cannot be cut
  EXPECT_THAT(pieces->tokens("unaffable hello", 2), ElementsAre(4, 5));
  EXPECT_THAT(pieces->tokens(std::string(101, 'a'), 100), ElementsAre(1));
  EXPECT_THAT(pieces->tokens("", 100), ElementsAre());
}

TEST_F(Text, TextIsCleanedAsBertDoes) {
  const auto pieces = words();
  ASSERT_TRUE(pieces);
  // What BertTokenizer's basic tokenizer gives.
  EXPECT_THAT(pieces->words("Caf\u00E9 \u00DCber\u00ADall"), ElementsAre("cafe", "uberall"));
  EXPECT_THAT(pieces->words("it's (a) test...\tok\u00A0yes"),
              ElementsAre("it", "'", "s", "(", "a", ")", "test", ".", ".", ".", "ok", "yes"));
  EXPECT_THAT(pieces->words("a\u4E2D\u6587b"), ElementsAre("a", "\u4E2D", "\u6587", "b"));
  EXPECT_THAT(pieces->words("\u0391\u0398\u0389\u039D\u0391 \u0130 \u01C5 \u1E9B"),
              ElementsAre("\u03B1\u03B8\u03B7\u03BD\u03B1", "i", "\u01C6", "\u017F"));
  EXPECT_THAT(pieces->words("\uD55C\u200D!"), ElementsAre("\u1112\u1161\u11AB", "!"));
  EXPECT_THAT(pieces->words("bad \xFF\xC0\xAF byte\xE4\xB8"), ElementsAre("bad", "byte"));
  EXPECT_THAT(words(false)->words("Caf\u00E9 X"), ElementsAre("Caf\u00E9", "X"));
}

TEST_F(Text, Utf8GoesBothWays) {
  const std::string text = "a\u00E9\u4E2D\U0001F600";
  std::string again;
  for (const char32_t code : decode_utf8(text)) append_utf8(again, code);
  EXPECT_EQ(again, text);
  EXPECT_EQ(decode_utf8("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");  // a surrogate
}

TEST_F(Text, ALineBecomesAPaddedSample) {
  TextOptions options;
  options.vocab = vocab();
  options.length = 6;
  const auto table = open("unaffable\r\n\nhello, hello, hello, world\n", options);
  ASSERT_TRUE(table) << table.error().message;
  const auto ids = [](std::vector<std::int64_t> values) { return at::tensor(values).reshape({-1, 6}); };
  EXPECT_TRUE(rows(*table, "input_ids", {0, 1, 2})
                  .equal(ids({2, 4, 5, 6, 3, 0, 2, 3, 0, 0, 0, 0, 2, 7, 8, 7, 8, 3})));
  EXPECT_TRUE(rows(*table, "attention_mask", {0, 1}).equal(ids({1, 1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0})));
  EXPECT_TRUE(rows(*table, "token_type_ids", {2}).equal(ids({0, 0, 0, 0, 0, 0})));
}

TEST_F(Text, WindowsOfBytesKnowTheByteBehindThem) {
  TextOptions options;
  options.length = 4;
  const auto table = open("abcdefghij", options);
  ASSERT_TRUE(table) << table.error().message;
  EXPECT_EQ((*table)->columns().at(0).rows, 2);
  EXPECT_TRUE(rows(*table, "bytes", {1})
                  .equal(at::tensor(std::vector<std::int64_t>{'e', 'f', 'g', 'h'}).reshape({1, 4})));
  EXPECT_TRUE(rows(*table, "next", {1})
                  .equal(at::tensor(std::vector<std::int64_t>{'f', 'g', 'h', 'i'}).reshape({1, 4})));
  EXPECT_THAT(open("abcd", options).error().message, HasSubstr("smaller \"length\""));
  options.lines = true;
  const auto lines = open("ab\ncdefg\n", options);
  ASSERT_TRUE(lines) << lines.error().message;
  EXPECT_TRUE(
      rows(*lines, "bytes", {0, 1})
          .equal(at::tensor(std::vector<std::int64_t>{'a', 'b', 0, 0, 'c', 'd', 'e', 'f'}).reshape({2, 4})));
}

TEST_F(Text, AVocabularyThatIsNoneIsNamed) {
  TextOptions options;
  options.vocab = write("other.txt", "hello\nworld\n");
  EXPECT_THAT(open("hello\n", options).error().message, HasSubstr("other.txt"));
  options.vocab = "gone.txt";
  EXPECT_EQ(open("hello\n", options).error().code, ErrorCode::NotFound);
  options.vocab = vocab();
  EXPECT_EQ(open(std::string("a\0b\n", 4), options).error().code, ErrorCode::NotSupported);
}

}  // namespace
}  // namespace athena
