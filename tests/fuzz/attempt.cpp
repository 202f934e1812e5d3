// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/attempt.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>

#include "athena/error_name.h"

namespace athena::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kSeconds = 10;

void say(int to, char kind, const std::string& text) {
  std::string line(1, kind);
  for (const char c : text) line += c == '\n' ? ' ' : c;
  line += '\n';
  (void)!::write(to, line.data(), line.size());
}

[[noreturn]] void run_in_child(int to, const auto& body) {
  const rlimit memory{std::size_t{3} << 29, std::size_t{3} << 29}, none{0, 0};
#if !defined(__SANITIZE_ADDRESS__)
  ::setrlimit(RLIMIT_AS, &memory);
#endif
  ::setrlimit(RLIMIT_CORE, &none);
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(null, 1);
  ::dup2(null, 2);
  try {
    const Result<std::string> gave = body([&](const std::string& stage) { say(to, 's', stage); });
    if (gave)
      say(to, 'g', *gave);
    else
      say(to, 'e', std::string(error_name(gave.error().code)) + " " + gave.error().message);
  } catch (const std::exception& error) {
    say(to, 'x', error.what());
  } catch (...) {
    say(to, 'x', "something that is no std::exception");
  }
  ::_exit(0);
}

void take(const std::string& line, Attempt& result) {
  const std::string text = line.substr(1);
  if (line[0] == 's') result.stage = text;
  if (line[0] == 'x') result.how = "threw " + text;
  if (line[0] == 'g') {
    result.finished = true;
    result.gave = text;
  }
  if (line[0] == 'e') {
    result.finished = true;
    const auto space = text.find(' ');
    result.gave = fail(error_named(text.substr(0, space)), text.substr(space + 1));
  }
}

}  // namespace

Attempt attempt(
    const std::function<Result<std::string>(const std::function<void(const std::string&)>&)>& body) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const auto start = Clock::now();
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no child");
  if (child == 0) run_in_child(ends[1], body);
  ::close(ends[1]);
  Attempt result;
  std::string said;
  bool late = false;
  for (;;) {
    pollfd watched{ends[0], POLLIN, 0};
    const auto left = std::chrono::seconds(kSeconds) - (Clock::now() - start);
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(left).count();
    if (ms <= 0 || ::poll(&watched, 1, static_cast<int>(ms)) == 0) {
      late = true;
      ::kill(child, SIGKILL);
      break;
    }
    std::array<char, 4096> buffer;
    const ssize_t got = ::read(ends[0], buffer.data(), buffer.size());
    if (got <= 0) break;
    said.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.peak_mib = static_cast<double>(used.ru_maxrss) / 1024;
  for (std::size_t at = 0, end = 0; (end = said.find('\n', at)) != std::string::npos; at = end + 1)
    take(said.substr(at, end - at), result);
  if (late || WIFSIGNALED(status)) {
    result.finished = false;
    result.how = late ? "took more than 10 s" : std::string("was killed: ") + ::sigdescr_np(WTERMSIG(status));
  }
  return result;
}

}  // namespace athena::test
