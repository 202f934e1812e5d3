// SPDX-License-Identifier: Apache-2.0
#include "athena/comparable.h"

#include <gmock/gmock.h>

#include <functional>

namespace athena {
namespace {

using ::testing::HasSubstr;

Measurement measured() {
  Measurement m;
  m.environment = {"Xeon, 2 cores", "avx2", "0.1.0 torch 2.13", 2};
  m.dataset = "aabbccddeeff";
  m.dataset_name = "digits";
  m.accuracy = Accuracy{0.9, 0.8, 0.95, 900, 1000};
  m.agreement = Agreement{};
  m.agreement->samples = 1000;
  m.latency = LatencyComparison{};
  return m;
}

TEST(Comparable, TheSameConditionsAre) {
  Measurement other = measured();
  other.accuracy->correct = 800;
  other.measured_at = "2026-01-01T00:00:00Z";
  other.file_bytes = 5;
  EXPECT_EQ(why_not_comparable(measured(), other), std::nullopt);
}

TEST(Comparable, EveryOtherConditionIsNamed) {
  struct Case {
    std::function<void(Measurement&)> change;
    std::string says;
  };
  const Case cases[] = {
      {[](Measurement& m) { m.environment.machine = "Ryzen, 8 cores"; },
       "another machine ('Xeon, 2 cores' and 'Ryzen, 8 cores')"},
      {[](Measurement& m) { m.environment.isa = "avx512vnni"; }, "instruction set ('avx2' and 'avx512vnni')"},
      {[](Measurement& m) { m.environment.build = "0.2.0"; }, "another build"},
      {[](Measurement& m) { m.environment.threads = 1; }, "another thread count (2 and 1)"},
      {[](Measurement& m) { m.dataset = "0123456789"; },
       "another data set (digits aabbccdd and digits 01234567)"},
      {[](Measurement& m) { m.dataset.clear(); }, "and random inputs)"},
      {[](Measurement& m) { m.split = "validate"; }, "another split"},
      {[](Measurement& m) { m.accuracy->samples = 500; }, "number of samples (1000 and 500)"},
      {[](Measurement& m) { m.latency->batch = 64; }, "batch size (1 and 64)"},
      {[](Measurement& m) { m.latency->threads = 4; }, "thread count (1 and 4)"},
  };
  for (const Case& each : cases) {
    Measurement other = measured();
    each.change(other);
    const auto why = why_not_comparable(measured(), other);
    ASSERT_TRUE(why) << each.says;
    EXPECT_THAT(*why, HasSubstr(each.says));
    EXPECT_TRUE(why_not_comparable(other, measured())) << each.says;
  }
}

TEST(Comparable, SamplesOfTheAgreementCountWithoutLabels) {
  Measurement a = measured(), b = measured();
  a.accuracy.reset();
  b.accuracy.reset();
  EXPECT_EQ(why_not_comparable(a, b), std::nullopt);
  b.agreement->samples = 10;
  EXPECT_THAT(why_not_comparable(a, b).value_or(""), HasSubstr("number of samples (1000 and 10)"));
}

TEST(Comparable, AMissingPartIsNoDifference) {
  Measurement other = measured();
  other.latency.reset();
  EXPECT_EQ(why_not_comparable(measured(), other), std::nullopt);
}

TEST(Comparable, AllDifferencesMakeOneSentence) {
  Measurement other = measured();
  other.environment.machine = "M";
  other.environment.isa = "scalar";
  other.environment.threads = 1;
  EXPECT_EQ(
      why_not_comparable(measured(), other),
      "Not comparable: measured with another machine ('Xeon, 2 cores' and 'M'), another instruction set "
      "('avx2' and 'scalar') and another thread count (2 and 1).");
}

}  // namespace
}  // namespace athena
