// SPDX-License-Identifier: Apache-2.0
#include "athena/session.h"

#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/comparison.h"
#include "app/cli/find_variant.h"
#include "app/cli/json/json.h"
#include "app/cli/print_comparison.h"
#include "app/cli/print_variant.h"

namespace athena::cli {
namespace {

struct SessionOptions {
  std::string session, variant, name;
  std::vector<std::string> variants;
};

Result<ExitCode> list(const SessionOptions& options, bool json) {
  ATHENA_ASSIGN(const auto session, Session::open(options.session));
  ATHENA_ASSIGN(const auto models, session->models());
  ATHENA_ASSIGN(const auto datasets, session->datasets());
  ATHENA_ASSIGN(const auto variants, session->variants());
  if (!json) {
    print_variants(variants, std::cout);
    return ExitCode::Done;
  }
  Json summaries = Json::array();
  for (const Variant& variant : variants) summaries.push_back(summary_of(variant));
  print_json({{"path", session->path()},
              {"models", json_list(models)},
              {"datasets", json_list(datasets)},
              {"variants", std::move(summaries)}});
  return ExitCode::Done;
}

Result<ExitCode> show(const SessionOptions& options, bool json) {
  ATHENA_ASSIGN(const auto session, Session::open(options.session));
  ATHENA_ASSIGN(const Variant variant, find_variant(*session, options.variant));
  if (json)
    print_json(json_of(variant));
  else
    print_variant(variant, std::cout);
  return ExitCode::Done;
}

Json json_of_group(const ComparableGroup& group) {
  Json variants = Json::array();
  for (const Variant& variant : group.variants) variants.push_back(summary_of(variant));
  Json tests = Json::array();
  for (const PairTest& pair : pair_tests(group))
    tests.push_back({{"a", pair.a},
                     {"b", pair.b},
                     {"only_a", pair.test.only_a},
                     {"only_b", pair.test.only_b},
                     {"p", pair.test.p},
                     {"exact", pair.test.exact}});
  return {{"why_apart", group.why.empty() ? Json() : Json(group.why)},
          {"variants", std::move(variants)},
          {"tests", std::move(tests)}};
}

Result<ExitCode> compare(const SessionOptions& options, bool json) {
  ATHENA_ASSIGN(const auto session, Session::open(options.session));
  ATHENA_ASSIGN(const auto variants, find_variants(*session, options.variants));
  const auto groups = comparable_groups(variants);
  if (!json) {
    print_comparison(groups, std::cout);
    return ExitCode::Done;
  }
  Json list = Json::array();
  for (const ComparableGroup& group : groups) list.push_back(json_of_group(group));
  print_json({{"groups", std::move(list)}});
  return ExitCode::Done;
}

Result<ExitCode> remove(const SessionOptions& options, bool json) {
  ATHENA_ASSIGN(const auto session, Session::open(options.session));
  // All of them are looked up before any goes.
  ATHENA_ASSIGN(const auto variants, find_variants(*session, options.variants));
  Json deleted = Json::array();
  for (const Variant& variant : variants) {
    ATHENA_TRY(session->delete_variant(variant.id));
    deleted.push_back(variant.id);
    if (!json) std::cout << "Deleted variant " << variant.id << " '" << variant.name << "'.\n";
  }
  if (json) print_json({{"deleted", std::move(deleted)}});
  return ExitCode::Done;
}

Result<ExitCode> rename(const SessionOptions& options, bool json) {
  ATHENA_ASSIGN(const auto session, Session::open(options.session));
  ATHENA_ASSIGN(const Variant variant, find_variant(*session, options.variant));
  ATHENA_TRY(session->rename_variant(variant.id, options.name));
  if (json)
    print_json({{"id", variant.id}, {"name", options.name}});
  else
    std::cout << "Variant " << variant.id << " is now '" << options.name << "'.\n";
  return ExitCode::Done;
}

}  // namespace

void add_session(CommandTree& tree) {
  CLI::App& group = tree.add_group("session", "List, show, compare, delete or rename a session's variants");
  const auto options = std::make_shared<SessionOptions>();
  const auto add = [&](const std::string& name, const std::string& summary, auto act) -> CLI::App& {
    CLI::App& command = tree.add(
        name, summary, [options, act](bool json) { return act(*options, json); }, &group);
    command.add_option("SESSION", options->session, "Session file")->type_name("FILE")->required();
    return command;
  };
  const auto add_variant = [&](CLI::App& command) {
    command.add_option("VARIANT", options->variant, "Its number or name")->type_name("")->required();
  };
  add("list", "List the variants with their newest figures", list);
  add_variant(add("show", "Show all that is known of a variant", show));
  add("compare", "Put comparable variants in a table", compare)
      .add_option("VARIANT", options->variants, "Numbers or names; all variants if none is given")
      ->type_name("");
  add("delete", "Delete variants for good", remove)
      .add_option("VARIANT", options->variants, "Numbers or names")
      ->type_name("")
      ->required();
  CLI::App& rename_command = add("rename", "Rename a variant", rename);
  add_variant(rename_command);
  rename_command.add_option("NAME", options->name, "The new name")->type_name("")->required();
}

}  // namespace athena::cli
