// SPDX-License-Identifier: Apache-2.0
#include <span>

#include "athena/recipe.h"
#include "core/recipe/format.h"
#include "core/recipe/value.h"

namespace athena {
namespace {

using recipe::json_string;

/// A step longer than this gets a line for each rule.
constexpr std::size_t longest_line = 140;

using Entries = std::span<const Parameters::value_type>;

/// `"a": 1, "optimizer": {"name": "adamw"}`: runs of names that share a stem before the dot become objects.
/// `skip` bytes of each name are the stems already written.
std::string entries_text(Entries entries, std::size_t skip) {
  std::string text;
  for (std::size_t i = 0; i < entries.size();) {
    const std::string_view name = std::string_view(entries[i].first).substr(skip);
    const auto dot = name.find('.');
    if (!text.empty()) text += ", ";
    if (dot == std::string_view::npos) {
      text += json_string(name) + ": " + recipe::value_text(entries[i].second);
      ++i;
      continue;
    }
    const std::string stem(entries[i].first.substr(0, skip + dot + 1));
    std::size_t end = i;
    while (end < entries.size() && entries[end].first.starts_with(stem)) ++end;
    text += json_string(name.substr(0, dot)) + ": {" +
            entries_text(entries.subspan(i, end - i), skip + dot + 1) + "}";
    i = end;
  }
  return text;
}

std::string with_parameters(std::string text, const Parameters& parameters) {
  if (!parameters.empty()) text += (text.empty() ? "" : ", ") + entries_text(parameters, 0);
  return text;
}

std::string rule_text(const Rule& rule, std::string_view verb) {
  std::string text;
  const auto add = [&text](const std::string& entry) { text += (text.empty() ? "" : ", ") + entry; };
  if (!rule.layers.empty()) add("\"layers\": " + json_string(rule.layers));
  if (!rule.kinds.empty()) {
    std::string kinds;
    for (const auto& kind : rule.kinds) kinds += (kinds.empty() ? "" : ", ") + json_string(kind);
    add("\"kinds\": [" + kinds + "]");
  }
  add(json_string(recipe::method_key(verb)) + ": " + json_string(rule.method));
  return "{" + with_parameters(std::move(text), rule.parameters) + "}";
}

std::string step_text(const Step& step) {
  const std::string head = with_parameters("{\"do\": " + json_string(step.verb), step.parameters);
  if (step.rules.empty()) return head + "}";
  std::string line, lines;
  for (const auto& rule : step.rules) {
    const std::string text = rule_text(rule, step.verb);
    line += (line.empty() ? "" : ", ") + text;
    lines += (lines.empty() ? "\n      " : ",\n      ") + text;
  }
  const std::string on_one = head + ", \"rules\": [" + line + "]}";
  return on_one.size() <= longest_line ? on_one : head + ", \"rules\": [" + lines + "\n    ]}";
}

}  // namespace

std::string print_recipe(const Recipe& recipe) {
  std::string steps;
  for (const auto& step : recipe.steps) steps += (steps.empty() ? "\n    " : ",\n    ") + step_text(step);
  if (!steps.empty()) steps += "\n  ";
  std::string off;
  for (const auto& pass : recipe.passes_off) off += (off.empty() ? "" : ", ") + json_string(pass);
  if (!off.empty()) off = ",\n  \"passes\": {\"off\": [" + off + "]}";
  return "{\n  \"athena_recipe\": " + std::to_string(recipe::format_version) +
         ",\n  \"name\": " + json_string(recipe.name) + ",\n  \"seed\": " + std::to_string(recipe.seed) +
         ",\n  \"steps\": [" + steps + "]" + off + "\n}\n";
}

}  // namespace athena
