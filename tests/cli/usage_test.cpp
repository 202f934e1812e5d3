// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"
#include "tests/cli/documented.h"

namespace athena::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct WrongLine {
  std::vector<std::string> arguments;
  std::string says;
};

class Usage : public ::testing::TestWithParam<WrongLine> {};

TEST_P(Usage, IsRefusedWithWhatIsWrong) {
  const auto& [arguments, says] = GetParam();
  const CliResult result = cli(arguments);
  EXPECT_EQ(result.exit, 2);
  EXPECT_EQ(result.output, "");
  EXPECT_THAT(result.errors, StartsWith("athena-cli: error: "));
  EXPECT_THAT(result.errors, HasSubstr(says));
  const auto error = cli_json(arguments, 2).at("error");
  EXPECT_EQ(error.at("code"), "usage");
  EXPECT_THAT(error.at("message").get<std::string>(), HasSubstr(says));
}

INSTANTIATE_TEST_SUITE_P(
    Lines, Usage,
    ::testing::Values(WrongLine{{}, "subcommand is required"},
                      WrongLine{{"sesion"}, "no command 'sesion'. The commands are: "},
                      WrongLine{{"session"}, "subcommand is required"},
                      WrongLine{{"session", "lst", "x"}, "no command 'lst'. The commands are: list, show"},
                      WrongLine{{"session", "list"}, "SESSION is required"},
                      WrongLine{{"compress", "m.pt"}, "--recipe, --set or --prune"},
                      WrongLine{{"compress", "--set", "*=fp16"}, "MODEL is required"},
                      WrongLine{{"verify", "m.pt"}, "--against is required"},
                      WrongLine{{"export", "s.athena", "1"}, "--output is required"},
                      WrongLine{{"benchmark", "m.pt", "--threads", "none"}, "--threads"},
                      WrongLine{{"machine", "--threads", "0"}, "--threads"},
                      WrongLine{{"machine", "--batch", "2"}, "--batch requires MODEL"},
                      WrongLine{{"methods", "--colour"}, "--colour"},
                      WrongLine{{"methods", "extra"}, "extra"},
                      WrongLine{{"recipe", "explain"}, "give a file, --set or --prune"},
                      WrongLine{{"recipe", "explain", "--set", "@Linear"}, "Write it as GLOB=SCHEME"},
                      WrongLine{{"recipe", "explain", "--set", "x=int8-dynamc"},
                                "Did you mean \"int8-dynamic\"?"},
                      WrongLine{{"recipe", "explain", "--set", "@Liner=fp16"}, "Did you mean \"Linear\"?"},
                      WrongLine{{"recipe", "explain", "--set", "*=int4-weight:g=33"}, "32, 64"},
                      WrongLine{{"recipe", "explain", "--set", "*=int4-weight:zp=1"}, "true or false"},
                      WrongLine{{"recipe", "explain", "--set", "*=int4-weight:scales"}, "fp32 and fp16"},
                      WrongLine{{"recipe", "explain", "--set", "*=int8-weight:zp"}, "Unknown parameter"},
                      WrongLine{{"recipe", "explain", "--prune", "*=l1:1.5"}, "from 0 to 1"}));

TEST(Help, NamesEveryMethodOfTheCatalogue) {
  const CliResult help = cli({"recipe", "explain", "--help"});
  EXPECT_EQ(help.exit, 0);
  EXPECT_EQ(help.errors, "");
  const auto catalogue = cli_json({"methods"});
  ASSERT_GE(catalogue.at("methods").size(), 9u);
  for (const auto& method : catalogue.at("methods")) {
    EXPECT_THAT(help.output, HasSubstr("  " + method.at("name").get<std::string>() + "  "));
    EXPECT_THAT(help.output, HasSubstr(method.at("summary").get<std::string>()));
    for (const auto& parameter : method.at("parameters"))
      EXPECT_THAT(help.output, HasSubstr(parameter.at("summary").get<std::string>()));
  }
}

TEST(Help, AResultThatCannotBeWrittenIsAFailure) {
  const auto shell = [](const std::string& line) {
    return WEXITSTATUS(std::system(("'" + cli_program() + "' " + line).c_str()));
  };
  EXPECT_EQ(shell("methods > /dev/full 2> /dev/null"), 1);
  EXPECT_EQ(shell("methods > /dev/null"), 0);
}

TEST(Methods, AreListedAsDocumented) {
  const auto json = cli_json({"methods"});
  expect_documented(json, {"methods"});
  ASSERT_FALSE(json.at("methods").empty());
  for (const auto& method : json.at("methods")) {
    expect_documented(method, {"Method"});
    for (const auto& parameter : method.at("parameters")) expect_documented(parameter, {"Parameter"});
  }
}

}  // namespace
}  // namespace athena::test
