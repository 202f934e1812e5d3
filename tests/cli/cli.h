// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/core/base/temporary_folder.h"

namespace athena::test {

/// How athena-cli ended and what it said.
struct CliResult {
  int exit = -1;  // -1 when a signal ended it
  std::string output, errors;

  /// stdout as JSON; a failed test where it is not one object of schema 1.
  nlohmann::json json() const;
};

/// Runs the athena-cli of this build (environment variable ATHENA_CLI).
CliResult cli(const std::vector<std::string>& arguments);

/// The same with --json; a failed test where it does not exit with `exit`.
nlohmann::json cli_json(std::vector<std::string> arguments, int exit = 0);

std::string cli_program();

/// A file of resources/samples.
std::string sample(const std::string& name);

}  // namespace athena::test
