// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/cli.h"

#include <cstdlib>

#include "core/base/child_process.h"

namespace athena::test {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  if (!value) throw std::runtime_error(std::string(name) + " is not set; run this by ctest");
  return value;
}

}  // namespace

nlohmann::json CliResult::json() const {
  auto parsed = nlohmann::json::parse(output, nullptr, /*allow_exceptions=*/false);
  EXPECT_TRUE(parsed.is_object()) << "stdout: " << output << "\nstderr: " << errors;
  if (!parsed.is_object()) return nlohmann::json::object();
  EXPECT_EQ(parsed.value("schema", 0), 1);
  return parsed;
}

std::string cli_program() { return variable("ATHENA_CLI"); }

std::string sample(const std::string& name) {
  return variable("ATHENA_SOURCE_DIR") + "/resources/samples/" + name;
}

CliResult cli(const std::vector<std::string>& arguments) {
  ProcessOptions options;
  options.output_limit = std::size_t{16} << 20;
  const auto result = run_process(cli_program(), arguments, options);
  if (!result) throw std::runtime_error(result.error().message);
  EXPECT_EQ(result->signal, 0) << result->how_it_ended() << "\n" << result->errors;
  return {result->exit_code, result->output, result->errors};
}

nlohmann::json cli_json(std::vector<std::string> arguments, int exit) {
  arguments.push_back("--json");
  const CliResult result = cli(arguments);
  EXPECT_EQ(result.exit, exit) << result.errors;
  return result.json();
}

}  // namespace athena::test
