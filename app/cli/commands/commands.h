// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/cli/command_tree.h"

// One function per subcommand, in the file of its name.
namespace athena::cli {

void add_info(CommandTree& tree);
void add_compress(CommandTree& tree);
void add_train(CommandTree& tree);
void add_evaluate(CommandTree& tree);
void add_benchmark(CommandTree& tree);
void add_profile(CommandTree& tree);
void add_machine(CommandTree& tree);
void add_verify(CommandTree& tree);
void add_export(CommandTree& tree);
void add_session(CommandTree& tree);
void add_recipe(CommandTree& tree);
void add_data(CommandTree& tree);
void add_methods(CommandTree& tree);
void add_probe(CommandTree& tree);

}  // namespace athena::cli
