// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/command_tree.h"

// One function per subcommand, in the file of its name.
namespace athena::cli {

void add_session(CommandTree& tree);
void add_recipe(CommandTree& tree);
void add_methods(CommandTree& tree);

}  // namespace athena::cli
