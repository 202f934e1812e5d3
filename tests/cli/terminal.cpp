// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/terminal.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "tests/cli/cli.h"

namespace athena::test {

Terminal::Terminal(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {cli_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_ = ::forkpty(&master_, nullptr, nullptr, nullptr);
  if (pid_ < 0) throw std::runtime_error("there is no terminal to be had");
  if (pid_ == 0) {
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
}

Terminal::~Terminal() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(master_);
}

bool Terminal::read_more() {
  // A moment only, for a condition that does not show on the screen.
  pollfd watched{master_, POLLIN, 0};
  if (::poll(&watched, 1, 20) == 0) return true;
  char piece[4096];
  const ssize_t got = ::read(master_, piece, sizeof piece);
  if (got <= 0) return false;  // the other end is closed
  shown_.append(piece, static_cast<std::size_t>(got));
  return true;
}

bool Terminal::wait_until(const std::function<bool(const std::string&)>& seen) {
  while (!seen(shown_))
    if (!read_more()) return seen(shown_);
  return true;
}

void Terminal::press(char key) { (void)!::write(master_, &key, 1); }

int Terminal::wait_for_end() {
  while (read_more()) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace athena::test
