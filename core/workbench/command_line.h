// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

namespace athena {

/// An `athena-cli` line as a person may paste it into a POSIX shell.
class CommandLine {
 public:
  explicit CommandLine(std::string_view command);
  void add(std::string_view word);
  /// Nothing where the value is empty.
  void add_option(std::string_view option, std::string_view value);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace athena
