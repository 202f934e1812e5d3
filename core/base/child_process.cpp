// SPDX-License-Identifier: Apache-2.0
#include "core/base/child_process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/base/file_descriptor.h"
#include "core/base/io_error.h"

namespace athena {
namespace {

using Clock = std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__)
constexpr bool address_sanitizer = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool address_sanitizer = true;
#else
constexpr bool address_sanitizer = false;
#endif
#else
constexpr bool address_sanitizer = false;
#endif

struct Pipe {
  FileDescriptor read, write;
};

Result<Pipe> make_pipe(const std::string& program) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail_io(errno, "start", program);
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

/// All that the child needs between fork and exec, made before the fork: there only async-signal-safe calls
/// are allowed, since other threads may have held a lock.
struct Launch {
  std::vector<std::string> words, variables;
  std::vector<char*> argv, envp;
  const char* folder = nullptr;
  int out = -1, err = -1, report = -1, null = -1;
  pid_t parent = 0;
  std::vector<std::pair<int, rlim_t>> limits;
};

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

void fill_environment(Launch& launch, const ProcessOptions& options) {
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text(*entry);
    bool replaced = false;
    for (const auto& [name, value] : options.environment) replaced |= text.starts_with(name + "=");
    if (!replaced) launch.variables.emplace_back(text);
  }
  for (const auto& [name, value] : options.environment) launch.variables.push_back(name + "=" + value);
}

void fill_limits(Launch& launch, const ProcessLimits& limits) {
  const auto add = [&](int resource, const std::optional<std::int64_t>& value) {
    if (value) launch.limits.emplace_back(resource, static_cast<rlim_t>(*value));
  };
  if (!address_sanitizer) add(RLIMIT_AS, limits.memory);
  add(RLIMIT_CPU, limits.cpu_seconds);
  add(RLIMIT_FSIZE, limits.file_bytes);
  add(RLIMIT_CORE, 0);
}

[[noreturn]] void give_up(int report) {
  const int error = errno;
  (void)!::write(report, &error, sizeof error);
  ::_exit(127);
}

[[noreturn]] void become_program(const Launch& launch) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != launch.parent) ::_exit(127);  // it died before the line above
  if (::dup2(launch.null, 0) < 0 || ::dup2(launch.out, 1) < 0 || ::dup2(launch.err, 2) < 0)
    give_up(launch.report);
  ::syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
  if (launch.folder && ::chdir(launch.folder) != 0) give_up(launch.report);
  for (const auto& [resource, value] : launch.limits) {
    const rlimit limit{value, value};
    if (::setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) != 0) give_up(launch.report);
  }
  ::execvpe(launch.argv[0], launch.argv.data(), launch.envp.data());
  give_up(launch.report);
}

/// A running child, killed with its whole process group when dropped before its end.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) reap();
  }
  void kill() const { ::kill(-pid_, SIGKILL); }
  /// Leaves the dead child unreaped, so that its number, and its group's, stay its own.
  bool has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid_;
  }
  /// Kills whatever of its group still runs and gives the child's wait status.
  int reap() {
    kill();
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status;
  }

 private:
  pid_t pid_;
};

/// Takes what is there to read; false once the stream has ended.
bool drain(FileDescriptor& from, std::string& to, std::size_t limit, bool& truncated) {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(from.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) return true;
    if (got <= 0) {
      from.close();
      return false;
    }
    const std::size_t room = limit - to.size();
    to.append(buffer.data(), std::min(room, static_cast<std::size_t>(got)));
    truncated |= static_cast<std::size_t>(got) > room;
  }
}

void wait_for_output(const FileDescriptor& out, const FileDescriptor& err, int milliseconds) {
  std::array<pollfd, 2> watched{pollfd{out.get(), POLLIN, 0}, pollfd{err.get(), POLLIN, 0}};
  ::poll(watched.data(), watched.size(), milliseconds);
}

Result<ProcessResult> follow(Child& child, FileDescriptor out, FileDescriptor err,
                             const ProcessOptions& options, const JobContext& context) {
  ::fcntl(out.get(), F_SETFL, O_NONBLOCK);
  ::fcntl(err.get(), F_SETFL, O_NONBLOCK);
  const Clock::time_point start = Clock::now();
  ProcessResult result;
  bool over = false;
  while (!over) {
    // With both streams closed the end is near: look often.
    wait_for_output(out, err, out || err ? 20 : 1);
    if (context.stop_requested()) return fail(ErrorCode::Cancelled, "Cancelled.");
    const auto& limit = options.limits.wall_clock;
    if (!result.timed_out && limit && Clock::now() - start > *limit) {
      result.timed_out = true;
      child.kill();
    }
    over = child.has_ended();
    if (out) drain(out, result.output, options.output_limit, result.output_truncated);
    if (err) drain(err, result.errors, options.output_limit, result.output_truncated);
  }
  const int status = child.reap();
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  return result;
}

}  // namespace

std::string ProcessResult::how_it_ended() const {
  if (timed_out) return "took longer than allowed";
  if (signal != 0)
    return "was killed by signal " + std::to_string(signal) + " (" + ::sigdescr_np(signal) + ")";
  return "exited with " + std::to_string(exit_code);
}

Result<ProcessResult> run_process(const std::string& program, const std::vector<std::string>& arguments,
                                  const ProcessOptions& options, const JobContext& context) {
  Launch launch;
  launch.words = {program};
  launch.words.insert(launch.words.end(), arguments.begin(), arguments.end());
  launch.argv = pointers(launch.words);
  fill_environment(launch, options);
  launch.envp = pointers(launch.variables);
  fill_limits(launch, options.limits);
  if (!options.working_folder.empty()) launch.folder = options.working_folder.c_str();
  launch.parent = ::getpid();

  ATHENA_ASSIGN(Pipe out, make_pipe(program));
  ATHENA_ASSIGN(Pipe err, make_pipe(program));
  ATHENA_ASSIGN(Pipe report, make_pipe(program));
  const FileDescriptor null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!null) return fail_io(errno, "open", "/dev/null");
  launch.out = out.write.get();
  launch.err = err.write.get();
  launch.report = report.write.get();
  launch.null = null.get();

  const pid_t pid = ::fork();
  if (pid < 0) return fail_io(errno, "start", program);
  if (pid == 0) become_program(launch);
  ::setpgid(pid, pid);  // here too: the child may not have come so far when it has to be killed
  Child child(pid);
  out.write.close();
  err.write.close();
  report.write.close();
  int error = 0;
  ssize_t got = 0;
  while ((got = ::read(report.read.get(), &error, sizeof error)) < 0 && errno == EINTR) {
  }
  if (got == sizeof error) return fail_io(error, "start", program);
  return follow(child, std::move(out.read), std::move(err.read), options, context);
}

}  // namespace athena
