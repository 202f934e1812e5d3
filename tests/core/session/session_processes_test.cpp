// SPDX-License-Identifier: Apache-2.0
// Several processes on one session, and processes that are killed.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <functional>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "core/base/sha256.h"
#include "tests/core/session/examples.h"

namespace athena {
namespace {

using test::example_variant;
using test::must;
using test::read_all;
using test::TemporaryFolder;
using test::write_all;

/// Runs `body` in a process of its own; it exits with 0 unless `body` throws. What it says comes back in
/// order.
class Child {
 public:
  using Say = std::function<void(const std::string&)>;
  explicit Child(const std::function<void(const Say&)>& body) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      ::close(ends[0]);
      try {
        body(
            [&](const std::string& line) { (void)!::write(ends[1], (line + "\n").data(), line.size() + 1); });
        ::_exit(0);
      } catch (const std::exception& exception) {
        (void)!::write(2, exception.what(), std::strlen(exception.what()));
        ::_exit(1);
      }
    }
    ::close(ends[1]);
    read_end_ = ends[0];
  }
  ~Child() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      wait();
    }
    ::close(read_end_);
  }
  void kill() const { ::kill(pid_, SIGKILL); }
  /// All the complete lines it said until its end.
  std::vector<std::string> lines() {
    std::string all;
    char buffer[4096];
    for (ssize_t got; (got = ::read(read_end_, buffer, sizeof buffer)) > 0;) all.append(buffer, got);
    std::vector<std::string> found;
    for (std::size_t at = 0, end; (end = all.find('\n', at)) != std::string::npos; at = end + 1)
      found.push_back(all.substr(at, end - at));
    return found;
  }
  int wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = 0;
    return status;
  }

 private:
  pid_t pid_ = 0;
  int read_end_ = -1;
};

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// Bytes of a made-up artefact, of a size that takes several writes now and then.
std::string artefact_bytes(int number) {
  return std::string(number % 5 == 0 ? 1500000 : 1000 + number, static_cast<char>('a' + number % 26)) +
         std::to_string(number);
}

/// Edits and adds variants until it is killed, saying what is finished only once the call has returned.
void work_for_ever(const std::string& path, const std::string& scratch, int first, const Child::Say& say) {
  const auto session = must(Session::open_or_create(path));
  for (int number = first;; ++number) {
    must(session->save_draft(std::to_string(now_ms()) + " edit " + std::to_string(number)));
    say("draft " + std::to_string(number));
    write_all(scratch, artefact_bytes(number));
    const Variant stored = must(session->add_variant(example_variant(std::to_string(number)), scratch));
    say("variant " + std::to_string(stored.id) + " " + std::to_string(number));
    if (number % 3 == 0) {
      must(session->save_checkpoint("run", scratch));
      say("checkpoint " + std::to_string(number));
    }
  }
}

struct Reported {
  std::map<std::int64_t, int> variants;  // id to number, over all children
  int draft = -1, checkpoint = -1;

  void take(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      std::istringstream words(line);
      std::string what;
      std::int64_t value = 0;
      words >> what >> value;
      if (what == "variant") words >> variants[value];
      if (what == "draft") draft = static_cast<int>(value);
      if (what == "checkpoint") checkpoint = static_cast<int>(value);
    }
  }
};

void expect_nothing_lost(const std::string& path, const Reported& reported, std::int64_t killed_at) {
  const auto session = Session::open(path);
  if (!session) {
    // Killed before the very first call returned.
    EXPECT_EQ(session.error().code, ErrorCode::NotFound)
        << session.error().message << session.error().details;
    EXPECT_EQ(reported.draft, -1);
    return;
  }
  for (const auto& [id, number] : reported.variants) {
    const Variant found = must((*session)->variant(id));
    test::expect_same(found, example_variant(std::to_string(number)));
    EXPECT_EQ(read_all(must((*session)->artefact_file(found.artefact))), artefact_bytes(number));
  }
  if (reported.checkpoint >= 0) {
    const std::string bytes = read_all(must((*session)->checkpoint_file("run")));
    const auto next = reported.checkpoint + 3;  // saved, and killed before it could be said
    EXPECT_TRUE(bytes == artefact_bytes(reported.checkpoint) || bytes == artefact_bytes(next));
  }
  if (reported.draft < 0) return;
  std::istringstream draft(must((*session)->draft()).value_or(""));
  std::int64_t edited_at = 0;
  std::string word;
  int number = -1;
  draft >> edited_at >> word >> number;
  EXPECT_GE(number, reported.draft);
  EXPECT_LE(killed_at - edited_at, 2000 + (number == reported.draft ? now_ms() - killed_at : 0));
}

TEST(SessionProcesses, KillingAtRandomMomentsLosesNothingThatWasFinished) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  std::size_t variants = 0;
  // A few sessions that live through many kills each: leftovers of one death meet the next process.
  for (int round = 0; round < 5; ++round) {
    const TemporaryFolder folder;
    const std::string path = folder / "s.athena";
    Reported reported;
    for (int kill = 0; kill < 10; ++kill) {
      Child child([&](const Child::Say& say) { work_for_ever(path, folder / "scratch", kill * 10000, say); });
      std::this_thread::sleep_for(std::chrono::microseconds(random() % 300000));
      child.kill();
      const std::int64_t killed_at = now_ms();
      reported.draft = -1;
      reported.checkpoint = -1;
      reported.take(child.lines());
      EXPECT_TRUE(WIFSIGNALED(child.wait()));
      expect_nothing_lost(path, reported, killed_at);
      if (HasFailure()) return;
    }
    variants += reported.variants.size();
  }
  EXPECT_GT(variants, 20u) << "the children were killed before they did any work";
}

TEST(SessionProcesses, TwoWriteAtTheSameTimeAndLoseNothing) {
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  const auto work = [&](const std::string& who) {
    return [=, &folder](const Child::Say& say) {
      const auto session = must(Session::open_or_create(path));
      for (int i = 0; i < 15; ++i) {
        write_all(folder / who, who + std::to_string(i));
        const Variant stored = must(session->add_variant(example_variant(who), folder / who));
        must(session->save_draft(who));
        must(session->save_checkpoint("shared", folder / who));
        say(std::to_string(stored.id) + " " + std::to_string(i));
        (void)must(session->variants());
      }
    };
  };
  Child a(work("a")), b(work("b"));
  const auto said_a = a.lines(), said_b = b.lines();
  EXPECT_EQ(a.wait(), 0);
  EXPECT_EQ(b.wait(), 0);
  ASSERT_EQ(said_a.size(), 15u);
  ASSERT_EQ(said_b.size(), 15u);
  const auto session = must(Session::open(path));
  EXPECT_EQ(must(session->variants()).size(), 30u);
  for (const Variant& each : must(session->variants())) {
    const std::string bytes = read_all(must(session->artefact_file(each.artefact)));
    EXPECT_EQ(bytes.substr(0, 1), each.name);
  }
  const std::string last = read_all(must(session->checkpoint_file("shared")));
  EXPECT_TRUE(last == "a14" || last == "b14") << last;
}

TEST(SessionProcesses, OneSeesWhatAnotherAdds) {
  const TemporaryFolder folder;
  const auto mine = must(Session::create(folder / "s.athena"));
  Child other([&](const Child::Say&) {
    must(must(Session::open(folder / "s.athena"))->add_variant(example_variant("theirs"), ""));
  });
  EXPECT_EQ(other.wait(), 0);
  EXPECT_EQ(must(mine->variants()).at(0).name, "theirs");
}

/// Runs `body` as a user who owns nothing here, so that permissions count even where the tests run as root.
int as_nobody(const std::function<void(const Child::Say&)>& body) {
  Child child([&](const Child::Say& say) {
    if (::getuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
      throw std::runtime_error("no nobody");
    body(say);
  });
  return child.wait();
}

void expect_readable_but_fixed(const std::string& path, std::int64_t id, const std::string& why) {
  const auto session = must(Session::open(path));
  const auto require = [](bool right, const std::string& what) {
    if (!right) throw std::runtime_error(what);
  };
  require(session->read_only() == why, "read_only() says: " + session->read_only());
  require(must(session->variants()).size() == 1, "variants");
  require(read_all(must(session->artefact_file(must(session->variant(id)).artefact))) == "bytes", "artefact");
  const Status draft = session->save_draft("x");
  require(!draft && draft.error().code == ErrorCode::Io, "draft was saved");
  require(draft.error().message.find(why) != std::string::npos, draft.error().message);
  require(!session->add_variant(example_variant(), path), "variant was added");
  TemporaryFolder elsewhere;
  const auto copy = must(session->save_as(elsewhere / "copy.athena"));
  must(copy->save_draft("x"));
  require(read_all(must(copy->artefact_file(must(copy->variant(id)).artefact))) == "bytes",
          "copy's artefact");
}

TEST(SessionProcesses, AReadOnlyOneIsReadAndCopiedAndSaysWhyItStaysAsItIs) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const std::string path = folder / "s.athena";
  write_all(folder / "artefact", "bytes");
  const auto id = must(must(Session::create(path))->add_variant(example_variant(), folder / "artefact")).id;
  const std::string before = read_all(path);
  const auto readable = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
  const auto enter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  fs::permissions(path + "-files", readable | enter);
  fs::permissions(path, readable | fs::perms::others_write | fs::perms::owner_write);
  fs::permissions(folder.path(), readable | enter);
  EXPECT_EQ(as_nobody([&](auto&) { expect_readable_but_fixed(path, id, "its folder is read-only"); }), 0);
  fs::permissions(path, readable);
  EXPECT_EQ(as_nobody([&](auto&) { expect_readable_but_fixed(path, id, "the file is read-only"); }), 0);
  fs::permissions(folder.path(), fs::perms::owner_all);
  EXPECT_EQ(read_all(path), before);
}

}  // namespace
}  // namespace athena
