// SPDX-License-Identifier: Apache-2.0
#include "athena/catalogue.h"
#include "athena/recipe.h"
#include "core/recipe/format.h"
#include "core/recipe/value.h"
#include "core/recipe/words.h"

namespace athena {
namespace {

std::string parameters_text(const MethodSpec* method, const Parameters& given) {
  std::string text;
  for (const auto& [name, value] : method ? complete_parameters(*method, given) : given) {
    const auto* word = std::get_if<std::string>(&value);
    text += (text.empty() ? "" : ", ") + name + " " + (word ? *word : recipe::value_text(value));
  }
  return text.empty() ? "" : " (" + text + ")";
}

std::string layers_text(const Rule& rule) {
  const std::string kinds = recipe::listed(rule.kinds);
  if (rule.layers.empty() || rule.layers == "*")
    return rule.kinds.empty() ? "every layer" : "every " + kinds + " layer";
  if (!recipe::has_wildcard(rule.layers)) return "layer " + rule.layers;
  return (rule.kinds.empty() ? "layers" : kinds + " layers") + " that match " + rule.layers;
}

std::string sentence(const MethodSpec* method) { return method ? " " + method->summary : ""; }

}  // namespace

std::string explain_recipe(const Recipe& recipe) {
  std::string text;
  for (std::size_t i = 0; i < recipe.steps.size(); ++i) {
    const Step& step = recipe.steps[i];
    const std::string number = std::to_string(i + 1);
    if (step.rules.empty()) {
      const auto* method = find_method(step.verb, step.verb);
      text += number + ". " + step.verb + parameters_text(method, step.parameters) + "." + sentence(method) +
              "\n";
      continue;
    }
    for (std::size_t j = 0; j < step.rules.size(); ++j) {
      const Rule& rule = step.rules[j];
      const auto* method = find_method(step.verb, rule.method);
      const std::string rule_number = step.rules.size() == 1 ? number : number + "." + std::to_string(j + 1);
      text += rule_number + ". " + step.verb + " " + layers_text(rule) + ": " + rule.method +
              parameters_text(method, rule.parameters) + "." + sentence(method) + "\n";
    }
  }
  if (text.empty()) text = "Leaves the model as it is.\n";
  if (!recipe.passes_off.empty()) text += "Without the passes " + recipe::listed(recipe.passes_off) + ".\n";
  return text;
}

}  // namespace athena
