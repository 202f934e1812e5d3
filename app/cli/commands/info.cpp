// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/print_model.h"

namespace athena::cli {
namespace {

Result<ExitCode> info(const std::string& path, bool json) {
  JobRunner jobs;
  ATHENA_ASSIGN(const ModelHandle model, jobs.open(path));
  if (json)
    print_json(json_of(model->info()));
  else
    print_model(model->info(), std::cout);
  return ExitCode::Done;
}

}  // namespace

void add_info(CommandTree& tree) {
  const auto path = std::make_shared<std::string>();
  tree.add("info", "List a model's methods and layers", [path](bool json) { return info(*path, json); })
      .add_option("MODEL", *path, "TorchScript file")
      ->type_name("FILE")
      ->required();
}

}  // namespace athena::cli
