// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/new_step.h"

#include <algorithm>

#include "athena/catalogue.h"

namespace athena::ui {

std::vector<std::string> stepVerbs() {
  std::vector<std::string> verbs;
  for (const MethodSpec& method : method_catalogue()) {
    if (std::find(verbs.begin(), verbs.end(), method.step) == verbs.end()) verbs.push_back(method.step);
  }
  return verbs;
}

Step newStep(const std::string& verb) {
  Step step;
  step.verb = verb;
  if (find_method(verb, verb)) return step;  // no rules
  Rule rule;
  rule.layers = "*";
  rule.method = firstMethod(verb);
  step.rules.push_back(std::move(rule));
  return step;
}

std::string firstMethod(const std::string& verb) {
  // The scheme that most models should be tried with first.
  if (find_method(verb, "int8-dynamic")) return "int8-dynamic";
  for (const MethodSpec& method : method_catalogue()) {
    if (method.step == verb && method.name != "fp32") return method.name;
  }
  return {};
}

}  // namespace athena::ui
