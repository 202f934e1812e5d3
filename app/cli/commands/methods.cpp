// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "app/cli/commands/commands.h"
#include "app/cli/json/json.h"
#include "app/cli/method_help.h"

namespace athena::cli {

void add_methods(CommandTree& tree) {
  tree.add("methods", "List the compression methods and their parameters", [](bool json) -> Result<ExitCode> {
    if (json)
      print_json({{"methods", json_list(method_catalogue())}});
    else
      std::cout << method_help();
    return ExitCode::Done;
  });
}

}  // namespace athena::cli
