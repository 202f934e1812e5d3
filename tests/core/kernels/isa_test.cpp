// SPDX-License-Identifier: Apache-2.0
#include "core/kernels/isa.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace athena::kernels {
namespace {

class ForcedIsa : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const char* value = std::getenv("ATHENA_FORCE_ISA")) before_ = value;
  }
  void TearDown() override {
    if (before_.empty())
      unsetenv("ATHENA_FORCE_ISA");
    else
      setenv("ATHENA_FORCE_ISA", before_.c_str(), 1);
  }
  static void force(const std::string& value) { setenv("ATHENA_FORCE_ISA", value.c_str(), 1); }

 private:
  std::string before_;
};

TEST_F(ForcedIsa, EachAvailableNameIsTaken) {
  for (const Isa isa : available_isas()) {
    force(std::string(name(isa)));
    const auto active = active_isa();
    ASSERT_TRUE(active) << active.error().message;
    EXPECT_EQ(*active, isa);
  }
}

TEST_F(ForcedIsa, UnsetGivesTheBest) {
  unsetenv("ATHENA_FORCE_ISA");
  EXPECT_EQ(active_isa().value(), available_isas().back());
  EXPECT_EQ(available_isas().front(), Isa::Scalar);
}

TEST_F(ForcedIsa, UnknownNameIsAnError) {
  force("avx9000");
  const auto active = active_isa();
  ASSERT_FALSE(active);
  EXPECT_EQ(active.error().code, ErrorCode::InvalidArgument);
  EXPECT_NE(active.error().message.find("avx9000"), std::string::npos);
}

TEST_F(ForcedIsa, OneTheCpuLacksIsAnError) {
  const auto available = available_isas();
  for (const Isa isa : {Isa::Avx2, Isa::AvxVnni, Isa::Avx512Vnni}) {
    if (std::ranges::count(available, isa) != 0) continue;
    force(std::string(name(isa)));
    const auto active = active_isa();
    ASSERT_FALSE(active) << name(isa);
    EXPECT_EQ(active.error().code, ErrorCode::NotSupported);
  }
}

}  // namespace
}  // namespace athena::kernels
