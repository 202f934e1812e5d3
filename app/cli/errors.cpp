// SPDX-License-Identifier: Apache-2.0
#include "app/cli/errors.h"

#include <iostream>

#include "app/cli/json/json.h"
#include "athena/error_name.h"

namespace athena::cli {
namespace {

void report(const std::string& code, const std::string& message, const std::string& details, bool json,
            const char* hint = "") {
  std::cerr << "athena-cli: error: " << message << hint << "\n";
  if (json) print_json({{"error", {{"code", code}, {"message", message}, {"details", details}}}});
  std::cout.flush();
}

}  // namespace

void report_error(const Error& error, bool json) {
  const bool trustable = error.code == ErrorCode::NotAllowed;
  report(std::string(error_name(error.code)), error.message, error.details, json,
         trustable ? " If you trust whoever made it, open it with --trust." : "");
}

void report_usage(const std::string& message, bool json) {
  report("usage", message, "", json);
  std::cerr << "Run `athena-cli --help` or `athena-cli COMMAND --help`.\n";
}

void report_warning(const std::string& message) { std::cerr << "athena-cli: warning: " << message << "\n"; }

}  // namespace athena::cli
