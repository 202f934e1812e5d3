// SPDX-License-Identifier: Apache-2.0
// Every folder of cases: what a text file with a vocabulary gives is compared with BertTokenizer's ids
// (tests/data/models/wordpiece.py).
#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>

#include "core/data/table.h"

namespace athena {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLength = 64;  // that of the cases

using Rows = std::vector<std::vector<std::int64_t>>;

Rows expected(const fs::path& file) {
  Rows rows;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream numbers(line);
    rows.emplace_back(std::istream_iterator<std::int64_t>(numbers), std::istream_iterator<std::int64_t>());
  }
  return rows;
}

at::Tensor column(const TableHandle& table, const std::string& name, std::int64_t rows) {
  const auto opened = table->open(name, {});
  EXPECT_TRUE(opened) << opened.error().message;
  if (!opened) return {};
  std::vector<std::int64_t> all(static_cast<std::size_t>(rows));
  std::iota(all.begin(), all.end(), 0);
  const auto read = (*opened)->read(all);
  EXPECT_TRUE(read) << read.error().message;
  return read ? *read : at::Tensor();
}

/// Compares every line; names the first that differ.
void compare(const fs::path& folder, bool lowercase) {
  SCOPED_TRACE(folder.string() + (lowercase ? " uncased" : " cased"));
  const Rows wanted = expected(folder / (lowercase ? "uncased.txt" : "cased.txt"));
  ASSERT_GT(wanted.size(), 0u);
  ReaderSpec spec;
  spec.format = "text";
  spec.path = folder / "texts.txt";
  spec.text.vocab = folder / "vocab.txt";
  spec.text.length = kLength;
  spec.text.lowercase = lowercase;
  const auto table = open_table(spec, {});
  ASSERT_TRUE(table) << table.error().message;
  const auto rows = static_cast<std::int64_t>(wanted.size());
  ASSERT_EQ((*table)->columns().at(0).rows, rows);
  const at::Tensor ids = column(*table, "input_ids", rows), mask = column(*table, "attention_mask", rows);
  ASSERT_TRUE(ids.defined() && mask.defined());
  int told = 0;
  for (std::int64_t row = 0; row < rows && told < 10; ++row) {
    const auto& tokens = wanted[static_cast<std::size_t>(row)];
    const auto length = static_cast<std::int64_t>(tokens.size());
    const at::Tensor padded = at::constant_pad_nd(at::tensor(tokens), {0, kLength - length});
    const bool same = ids[row].equal(padded) && mask[row].sum().item<std::int64_t>() == length;
    EXPECT_TRUE(same) << "line " << row + 1 << "\n" << at::stack({padded, ids[row]}).t();
    told += !same;
  }
}

void compare_folders(const fs::path& parent) {
  std::size_t folders = 0;
  for (const auto& entry : fs::directory_iterator(parent)) {
    ++folders;
    for (const bool lowercase : {true, false}) compare(entry.path(), lowercase);
  }
  EXPECT_EQ(folders, 2u);
}

TEST(WordPieceCases, InTheTreeAreCutAsBertTokenizerDoes) {
  for (const bool lowercase : {true, false}) compare("tests/core/data/wordpiece", lowercase);
}

TEST(WordPieceCases, WithEveryCharacterAreCutAsBertTokenizerDoes) {
  const char* models = std::getenv("ATHENA_MODELS");
  const fs::path folder = fs::path(models == nullptr ? "" : models) / "wordpiece";
  if (!fs::exists(folder))
    GTEST_SKIP() << "the tokenizer that Athena's is compared with could not be fetched (make_models.py)";
  compare_folders(folder);
}

}  // namespace
}  // namespace athena
