// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "athena/recipe.h"

namespace athena {
namespace {

TEST(Glob, MatchesTheWholePath) {
  EXPECT_TRUE(glob_matches("head", "head"));
  EXPECT_FALSE(glob_matches("head", "head.0"));
  EXPECT_FALSE(glob_matches("head", "a.head"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_FALSE(glob_matches("", "a"));
  EXPECT_TRUE(glob_matches("encoder.*.linear1", "encoder.layers.0.linear1"));
  EXPECT_FALSE(glob_matches("encoder.*.linear1", "encoder.layers.0.linear10"));
  EXPECT_TRUE(glob_matches("*.linear?", "encoder.layers.0.linear2"));
  EXPECT_FALSE(glob_matches("linear?", "linear"));
  EXPECT_TRUE(glob_matches("?", "ä"));
  EXPECT_FALSE(glob_matches("??", "ä"));
  EXPECT_TRUE(glob_matches("a*b*c", "aXbXbXc"));
  EXPECT_FALSE(glob_matches("a*b*c", "aXbXbX"));
}

TEST(Glob, AHostileGlobEndsSoon) {
  std::string glob;
  for (int i = 0; i < 2000; ++i) glob += "a*";
  EXPECT_FALSE(glob_matches(glob + "b", std::string(4000, 'a')));
}

/// The definition, without the care for speed.
bool naive(std::string_view glob, std::string_view path) {
  if (glob.empty()) return path.empty();
  if (glob[0] == '*') return naive(glob.substr(1), path) || (!path.empty() && naive(glob, path.substr(1)));
  return !path.empty() && (glob[0] == '?' || glob[0] == path[0]) && naive(glob.substr(1), path.substr(1));
}

RC_GTEST_PROP(Glob, AgreesWithItsDefinition, ()) {
  const auto glob =
      *rc::gen::resize(8, rc::gen::container<std::string>(rc::gen::element('a', 'b', '.', '*', '?')));
  const auto path = *rc::gen::resize(10, rc::gen::container<std::string>(rc::gen::element('a', 'b', '.')));
  RC_ASSERT(glob_matches(glob, path) == naive(glob, path));
}

}  // namespace
}  // namespace athena
