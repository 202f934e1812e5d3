// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_tree.h"

#include <algorithm>
#include <iostream>
#include <string_view>

#include "app/cli/errors.h"

namespace athena::cli {
namespace {

constexpr const char* json_help = "Print the result as JSON (app/cli/README.md)";

/// A line that cannot be read may still ask for JSON.
bool asks_for_json(int argc, char** argv) {
  return std::any_of(argv, argv + argc, [](const char* word) { return std::string_view(word) == "--json"; });
}

}  // namespace

CommandTree::CommandTree()
    : app_("Compresses TorchScript models and measures what each choice costs and gains.") {
  app_.name("athena-cli");
  app_.require_subcommand(1);
  app_.set_version_flag("--version", std::string("athena-cli ") + ATHENA_VERSION);
  app_.add_flag("--json", json_, json_help);
  app_.footer(
      "Accuracies are fractions, times ms, sizes bytes in JSON. Exit codes: 0 done, 1 failed, 2 wrong usage, "
      "3 bad input, 4 a requirement was not met, 130 cancelled.");
}

CLI::App& CommandTree::add(const std::string& name, const std::string& summary, Action action,
                           CLI::App* parent) {
  CLI::App& command = *(parent ? parent : &app_)->add_subcommand(name, summary);
  command.add_flag("--json", json_, json_help);
  command.callback([this, action = std::move(action)] { chosen_ = action; });
  return command;
}

CLI::App& CommandTree::add_group(const std::string& name, const std::string& summary) {
  CLI::App& group = *app_.add_subcommand(name, summary);
  group.require_subcommand(1);
  return group;
}

std::optional<std::string> CommandTree::unknown_command() const {
  // CLI11 would only say that one is missing.
  const CLI::App* holder = &app_;
  for (const CLI::App* group : app_.get_subcommands())
    if (group->get_require_subcommand_min() > 0) holder = group;
  const auto rest = app_.remaining(/*recurse=*/true);
  if (rest.empty() || rest.front().starts_with("-") || !holder->get_subcommands().empty())
    return std::nullopt;
  std::string names;
  for (const CLI::App* command : holder->get_subcommands([](const CLI::App*) { return true; }))
    names += (names.empty() ? "" : ", ") + command->get_name();
  return "There is no command '" + rest.front() + "'. The commands are: " + names + ".";
}

ExitCode CommandTree::run(int argc, char** argv) {
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      app_.exit(error);
      return ExitCode::Done;
    }
    report_usage(unknown_command().value_or(error.what()), asks_for_json(argc, argv));
    return ExitCode::Usage;
  }
  auto done = chosen_(json_);
  if (done && !std::cout.flush()) done = fail(ErrorCode::Io, "The result could not be written to stdout.");
  if (done) return *done;
  report_error(done.error(), json_);
  return exit_code_of(done.error().code);
}

}  // namespace athena::cli
