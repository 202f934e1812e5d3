// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"

#include <iostream>

namespace athena::cli {

void print_json(const Json& object) {
  Json document{{"schema", 1}};
  document.update(object);
  std::cout << document.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

}  // namespace athena::cli
