// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "app/cli/exit_code.h"

namespace athena::cli {

/// What a subcommand does once the line is read: works, prints to stdout (JSON if `json`), and says how it
/// ended.
using Action = std::function<Result<ExitCode>(bool json)>;

/// The program's subcommands. Reading the line only chooses one; it runs afterwards, so that no exception of
/// CLI11 crosses it.
class CommandTree {
 public:
  CommandTree();

  /// A subcommand of `parent` (null: of the program), with --json.
  CLI::App& add(const std::string& name, const std::string& summary, Action action,
                CLI::App* parent = nullptr);
  /// A subcommand that only holds others.
  CLI::App& add_group(const std::string& name, const std::string& summary);

  /// Reads the line and runs what it asks for.
  ExitCode run(int argc, char** argv);

 private:
  /// The message for a line that names a command which is not there; nullopt where that is not its fault.
  std::optional<std::string> unknown_command() const;

  CLI::App app_;
  bool json_ = false;
  Action chosen_;
};

}  // namespace athena::cli
