// SPDX-License-Identifier: Apache-2.0
// Damaged files of every kind that Athena reads: each gives a clear error, or exactly what the undamaged one
// gives.
//   ATHENA_FUZZ_COUNT  mutations per kind (200)
//   ATHENA_FUZZ_SEED   of the first; mutation i has seed + i. Random where it is not given; printed.
// To see one again: ATHENA_FUZZ_SEED=(its seed) ATHENA_FUZZ_COUNT=1.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <random>

#include "tests/core/base/temporary_folder.h"
#include "tests/fuzz/attempt.h"
#include "tests/fuzz/kinds.h"
#include "tests/fuzz/mutate.h"

namespace athena::test {
namespace {

// The sanitizer's own memory (shadow, red zones, what was freed and is kept) is no part of the promise.
#if defined(__SANITIZE_ADDRESS__)
constexpr double kMostMiB = 4096;
#else
constexpr double kMostMiB = 1024;
#endif

std::uint64_t number(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text && *text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::uint64_t first_seed() {
  static const std::uint64_t seed = number("ATHENA_FUZZ_SEED", std::random_device{}());
  return seed;
}

/// What became of the mutations of one kind.
struct Tally {
  int errors = 0, same = 0, other = 0, in_probe = 0;
  double seconds = 0, mib = 0;
};

using Allowed = std::function<bool(const std::string& wanted, const std::string& got)>;

bool nothing_else(const std::string&, const std::string&) { return false; }
/// Its checksums say that it is what was written.
bool anything(const std::string&, const std::string&) { return true; }
/// A person may write the same: then they are other data, as the fingerprint (first word) says.
bool other_data(const std::string& wanted, const std::string& got) {
  return wanted.substr(0, wanted.find(' ')) != got.substr(0, got.find(' '));
}

class Fuzz : public testing::Test {
 protected:
  void SetUp() override {
    std::cout << "ATHENA_FUZZ_SEED=" << first_seed() << " ATHENA_FUZZ_COUNT=" << count_ << "\n";
  }

  /// `make` writes the undamaged file, `use` is what Athena does with it, `allowed` whether it may give
  /// something else.
  void mutate(const std::string& name, const Make& make, const Use& use, const Allowed& allowed,
              bool resealed = false) {
    const std::string good = folder_ / ("good-" + name), bad = folder_ / name;
    const Attempt made = attempt([&](const Reach&) { return make(good); });
    ASSERT_TRUE(made.finished && made.gave) << made.how << (made.gave ? "" : made.gave.error().message);
    const Attempt wanted = attempt([&](const Reach& reach) { return use(good, reach); });
    ASSERT_TRUE(wanted.finished && wanted.gave)
        << wanted.how << (wanted.gave ? "" : wanted.gave.error().message);
    const std::string bytes = read_all(good);
    Tally tally;
    for (std::uint64_t i = 0; i < count_; ++i) {
      const std::uint64_t seed = first_seed() + i;
      Generator random(seed);
      if (resealed) {
        std::filesystem::copy_file(good, bad, std::filesystem::copy_options::overwrite_existing);
        mutate_a_record(bad, random);
      } else {
        write_all(bad, mutated(bytes, random));
      }
      judge(attempt([&](const Reach& reach) { return use(bad, reach); }), *wanted.gave, allowed, resealed,
            seed, tally);
      if (HasFailure()) return;
    }
    std::cout << name << ": " << tally.errors << " clear errors, " << tally.same << " the same, "
              << tally.other << " other outputs, " << tally.in_probe
              << " ended the process that tries them; at most " << tally.seconds << " s and " << tally.mib
              << " MiB\n";
  }

 private:
  void judge(const Attempt& got, const std::string& wanted, const Allowed& allowed, bool resealed,
             std::uint64_t seed, Tally& tally) {
    tally.seconds = std::max(tally.seconds, got.seconds);
    tally.mib = std::max(tally.mib, got.peak_mib);
    EXPECT_LT(got.peak_mib, kMostMiB) << "seed " << seed;
    if (!got.finished) {
      // LibTorch at work on a file whose checksums are right: admit() has that done by a process of its own.
      ++tally.in_probe;
      EXPECT_TRUE(resealed && got.stage == kProbing)
          << "seed " << seed << ": " << got.how << " at " << got.stage;
    } else if (!got.gave) {
      ++tally.errors;
      EXPECT_NE(got.gave.error().code, ErrorCode::Internal)
          << "seed " << seed << ": " << got.gave.error().message;
      EXPECT_FALSE(got.gave.error().message.empty()) << "seed " << seed;
    } else if (*got.gave == wanted) {
      ++tally.same;
    } else {
      ++tally.other;
      EXPECT_TRUE(allowed(wanted, *got.gave))
          << "seed " << seed << ": gave " << *got.gave << " instead of " << wanted;
    }
  }

  const std::uint64_t count_ = number("ATHENA_FUZZ_COUNT", 200);
  TemporaryFolder folder_;
};

TEST_F(Fuzz, ModelFile) { mutate("model.pt", make_model, use_model, nothing_else); }
TEST_F(Fuzz, ModelFileWithChecksumsMadeRight) {
  mutate("resealed.pt", make_model, use_model, anything, true);
}
TEST_F(Fuzz, ExportedFile) { mutate("packed.pt", make_packed_model, use_model, nothing_else); }
TEST_F(Fuzz, ExportedFileWithChecksumsMadeRight) {
  mutate("resealed_packed.pt", make_packed_model, use_model, anything, true);
}
TEST_F(Fuzz, Session) { mutate("s.athena", make_session, use_session, nothing_else); }
TEST_F(Fuzz, DataFile) { mutate("digits.data.json", make_data_file, use_data_file, other_data); }
TEST_F(Fuzz, GzipImages) { mutate("images-idx3-ubyte.gz", make_images, use_images, nothing_else); }

}  // namespace
}  // namespace athena::test
