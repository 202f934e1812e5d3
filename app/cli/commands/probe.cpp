// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"

namespace athena::cli {
namespace {

Result<ExitCode> probe(const std::string& path, bool json) {
  JobRunner jobs;
  ATHENA_TRY(jobs.run<std::monostate>(ProbeRequest{path}));
  if (json) print_json(Json::object());
  return ExitCode::Done;
}

}  // namespace

void add_probe(CommandTree& tree) {
  const auto path = std::make_shared<std::string>();
  CLI::App& command =
      tree.add("probe", "Load and run an unknown model, which may crash: for Athena's own use",
               [path](bool json) { return probe(*path, json); });
  command.add_option("MODEL", *path, "TorchScript file")->type_name("FILE")->required();
  command.group("");  // listed nowhere
}

}  // namespace athena::cli
