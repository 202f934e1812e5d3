// SPDX-License-Identifier: Apache-2.0
#include "app/cli/method_help.h"

#include <sstream>

#include "app/cli/json/json.h"
#include "app/cli/parameter_text.h"
#include "app/cli/table.h"

namespace athena::cli {
namespace {

void add_section(std::ostream& out, const std::string& title, const std::string& step) {
  Table table({{"  " + title}, {""}});
  for (const MethodSpec& method : method_catalogue()) {
    if (method.step != step) continue;
    table.add({"  " + method.name, method.summary});
    for (const ParameterSpec& parameter : method.parameters)
      table.add({"", parameter.name + " (" + allowed_text(parameter) + "): " + parameter.summary});
  }
  out << "\n";
  table.print(out);
}

}  // namespace

std::string method_help() {
  std::ostringstream text;
  text << "What a recipe can do";
  add_section(text, "Schemes (--set)", "quantize");
  add_section(text, "Criteria (--prune)", "prune");
  add_section(text, "Ranges of activations (--calibrate)", "calibrate");
  add_section(text, "Rounding with data (--recover)", "recover");
  add_section(text, "Steps of a recipe file", "train");
  return text.str();
}

}  // namespace athena::cli
