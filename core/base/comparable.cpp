// SPDX-License-Identifier: Apache-2.0
#include "athena/comparable.h"

#include <vector>

namespace athena {
namespace {

/// Collects "another machine (A and B)" for all that differs.
class Differences {
 public:
  void check(const std::string& what, const std::string& a, const std::string& b) {
    if (a != b) add(what, quoted(a), quoted(b));
  }
  void check(const std::string& what, std::int64_t a, std::int64_t b) {
    if (a != b) add(what, std::to_string(a), std::to_string(b));
  }
  void add(const std::string& what, const std::string& a, const std::string& b) {
    found_.push_back("another " + what + " (" + a + " and " + b + ")");
  }
  std::optional<std::string> sentence() const {
    if (found_.empty()) return std::nullopt;
    std::string text = "Not comparable: measured with ";
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (i > 0) text += i + 1 == found_.size() ? " and " : ", ";
      text += found_[i];
    }
    return text + ".";
  }

 private:
  static std::string quoted(const std::string& text) { return text.empty() ? "none" : "'" + text + "'"; }
  std::vector<std::string> found_;
};

std::string data_name(const Measurement& m) {
  if (m.dataset.empty()) return "random inputs";
  // Enough of the fingerprint to tell two of one name apart.
  return (m.dataset_name.empty() ? "data" : m.dataset_name) + " " + m.dataset.substr(0, 8);
}

}  // namespace

std::optional<std::string> why_not_comparable(const Measurement& a, const Measurement& b) {
  Differences differences;
  differences.check("machine", a.environment.machine, b.environment.machine);
  differences.check("instruction set", a.environment.isa, b.environment.isa);
  differences.check("build", a.environment.build, b.environment.build);
  differences.check("thread count", a.environment.threads, b.environment.threads);
  if (a.dataset != b.dataset) differences.add("data set", data_name(a), data_name(b));
  differences.check("split", a.split, b.split);
  const auto quality_a = a.quality(), quality_b = b.quality();
  if (quality_a && quality_b) {
    differences.check("metric", quality_a->name, quality_b->name);
    differences.check("number of samples", quality_a->samples, quality_b->samples);
  } else if (a.agreement && b.agreement)
    differences.check("number of samples", a.agreement->samples, b.agreement->samples);
  if (a.latency && b.latency) {
    differences.check("batch size", a.latency->batch, b.latency->batch);
    if (a.environment.threads == b.environment.threads)
      differences.check("thread count", a.latency->threads, b.latency->threads);
  }
  return differences.sentence();
}

}  // namespace athena
