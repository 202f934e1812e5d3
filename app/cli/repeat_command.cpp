// SPDX-License-Identifier: Apache-2.0
#include "app/cli/repeat_command.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace athena::cli {
namespace {

/// Within single quotes a shell takes everything as it is but the quote itself.
std::string quoted(const std::string& word) {
  const bool plain = std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) ||
           std::string_view("_-./:=,+@%").find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain && !word.empty()) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string with_path_replaced(std::string line, const std::string& from, const std::string& to) {
  const std::string old = quoted(from);
  if (const auto at = line.find(old); at != std::string::npos) line.replace(at, old.size(), quoted(to));
  return line;
}

}  // namespace athena::cli
