// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/guard.h"

#include <c10/util/Exception.h>
#include <gmock/gmock.h>

#include <new>

namespace athena {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

TEST(Guard, LetsResultsThrough) {
  EXPECT_EQ(guarded([]() -> Result<int> { return 7; }), 7);
  EXPECT_EQ(guarded([]() -> Result<int> { return fail(ErrorCode::NotFound, "gone"); }).error().message,
            "gone");
}

TEST(Guard, MakesOneSentenceOfWhatLibTorchThrows) {
  const auto got = guarded([]() -> Result<int> { TORCH_CHECK(false, "shape [2] is wrong\nand more"); });
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::NotSupported);
  EXPECT_THAT(got.error().message, EndsWith("shape [2] is wrong"));
  EXPECT_THAT(got.error().details, HasSubstr("and more"));
}

TEST(Guard, KnowsWhenMemoryIsShort) {
  const auto got = guarded([]() -> Result<int> { throw std::bad_alloc(); });
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::Io);
  EXPECT_THAT(got.error().message, HasSubstr("memory"));
}

}  // namespace
}  // namespace athena
