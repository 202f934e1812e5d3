// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace athena::test {

/// athena-cli in a terminal of its own, where a test can see what a person sees and press keys.
class Terminal {
 public:
  explicit Terminal(const std::vector<std::string>& arguments);
  ~Terminal();  // kills what still runs
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Reads the screen until `seen` holds of all that was shown; false where the program ended first.
  bool wait_until(const std::function<bool(const std::string& shown)>& seen);
  void press(char key);
  static constexpr char ctrl_c = '\x03';

  /// Reads on until the end; the exit code, or -1 when a signal ended it.
  int wait_for_end();
  const std::string& shown() const { return shown_; }

 private:
  bool read_more();
  pid_t pid_ = 0;
  int master_ = -1;
  std::string shown_;
};

}  // namespace athena::test
