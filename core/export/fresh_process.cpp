// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/child_process.h"
#include "core/base/cli_program.h"
#include "core/export/verify.h"

namespace athena {
namespace {

using Json = nlohmann::json;

/// JSON has no infinities nor NaN: they come as null.
double number(const Json& value, double where_null) {
  return value.is_null() ? where_null : value.get<double>();
}

Agreement agreement_from(const Json& json) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  Agreement agreement;
  agreement.top1 = number(json.at("top1"), nan);
  agreement.cosine = number(json.at("cosine"), nan);
  // Equal outputs have no error: their ratio to it is infinite.
  agreement.sqnr_db =
      number(json.at("sqnr_db"), json.at("cosine").is_null() ? nan : std::numeric_limits<double>::infinity());
  agreement.mean_kl = number(json.at("mean_kl"), nan);
  agreement.samples = json.at("samples").get<std::int64_t>();
  agreement.random_inputs = json.at("random_inputs").get<bool>();
  return agreement;
}

LayerReport layer_from(const Json& json) {
  LayerReport layer;
  layer.path = json.at("path").get<std::string>();
  layer.kind = json.at("kind").get<std::string>();
  layer.scheme = json.at("scheme").get<std::string>();
  layer.kernel = json.at("kernel").get<std::string>();
  layer.calls = json.at("calls").get<std::int64_t>();
  layer.bytes_after = json.at("bytes_after").get<std::int64_t>();
  return layer;
}

VerifyReport report_from(const Json& json) {
  VerifyReport report;
  report.passed = json.at("passed").get<bool>();
  report.message = json.at("message").get<std::string>();
  if (const Json& difference = json.at("max_abs_difference"); !difference.is_null())
    report.max_abs_difference = difference.get<double>();
  report.agreement = agreement_from(json.at("agreement"));
  for (const Json& layer : json.at("layers")) report.layers.push_back(layer_from(layer));
  return report;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return {};
  const std::size_t begin = text.rfind('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1,
                     end - (begin == std::string::npos ? 0 : begin + 1) + 1);
}

}  // namespace

Result<VerifyReport> verify_in_fresh_process(const VerifyOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const std::string cli, cli_program());
  std::vector<std::string> arguments{"verify", options.model, "--against", options.against, "--json"};
  if (!options.data.empty()) arguments.insert(arguments.end(), {"--data", options.data});
  if (!options.expected.empty()) arguments.insert(arguments.end(), {"--expected", options.expected});
  ProcessOptions process;
  process.output_limit = std::size_t{64} << 20;  // a line per layer, of thousands
  ATHENA_ASSIGN(const ProcessResult result, run_process(cli, arguments, process, job));
  try {
    const Json answer = Json::parse(result.output);
    if (!answer.contains("error")) return report_from(answer);
    const Json& error = answer.at("error");
    return fail(ErrorCode::Unmet,
                "The check in a fresh process failed: " + error.at("message").get<std::string>(),
                error.at("details").get<std::string>());
  } catch (const Json::exception& error) {
    return fail(ErrorCode::Internal,
                "The check in a fresh process (" + cli + " verify) " + result.how_it_ended() +
                    " without an answer. " + last_line(result.errors),
                result.errors + "\n" + error.what());
  }
}

}  // namespace athena
