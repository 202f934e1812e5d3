// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/command_line.h"

namespace athena {
namespace {

constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,+@%";

/// Within single quotes a shell takes everything as it is but the quote itself.
std::string quoted(std::string_view word) {
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) return std::string(word);
  std::string text(1, '\'');
  for (const char letter : word) {
    if (letter == '\'')
      text.append("'\\''");
    else
      text.push_back(letter);
  }
  text.push_back('\'');
  return text;
}

}  // namespace

CommandLine::CommandLine(std::string_view command) : text_("athena-cli ") { text_ += command; }

void CommandLine::add(std::string_view word) { text_.append(" ").append(quoted(word)); }

void CommandLine::add_option(std::string_view option, std::string_view value) {
  if (value.empty()) return;
  add(option);
  add(value);
}

}  // namespace athena
