// SPDX-License-Identifier: Apache-2.0
#include "app/cli/errors.h"

#include <iostream>

#include "app/cli/json/json.h"

namespace athena::cli {
namespace {

const char* name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument:
      return "invalid_argument";
    case ErrorCode::NotFound:
      return "not_found";
    case ErrorCode::Corruption:
      return "corruption";
    case ErrorCode::NotSupported:
      return "not_supported";
    case ErrorCode::Io:
      return "io";
    case ErrorCode::Cancelled:
      return "cancelled";
    case ErrorCode::Unmet:
      return "unmet";
    case ErrorCode::NotAllowed:
      return "not_allowed";
    case ErrorCode::Internal:
      break;
  }
  return "internal";
}

void report(const std::string& code, const std::string& message, const std::string& details, bool json) {
  std::cerr << "athena-cli: error: " << message << "\n";
  if (json) print_json({{"error", {{"code", code}, {"message", message}, {"details", details}}}});
  std::cout.flush();
}

}  // namespace

void report_error(const Error& error, bool json) {
  report(name_of(error.code), error.message, error.details, json);
}

void report_usage(const std::string& message, bool json) {
  report("usage", message, "", json);
  std::cerr << "Run `athena-cli --help` or `athena-cli COMMAND --help`.\n";
}

void report_warning(const std::string& message) { std::cerr << "athena-cli: warning: " << message << "\n"; }

}  // namespace athena::cli
