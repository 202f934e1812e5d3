// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands/commands.h"

int main(int argc, char** argv) {
  using namespace athena::cli;
  CommandTree tree;
  add_info(tree);
  add_compress(tree);
  add_train(tree);
  add_evaluate(tree);
  add_benchmark(tree);
  add_profile(tree);
  add_machine(tree);
  add_verify(tree);
  add_session(tree);
  add_export(tree);
  add_recipe(tree);
  add_data(tree);
  add_methods(tree);
  add_probe(tree);
  return static_cast<int>(tree.run(argc, argv));
}
