// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/print_measurement.h"

namespace athena::cli {
namespace {

void print_report(const VerifyReport& report, std::ostream& out) {
  out << (report.passed ? "Passed: " : "Not passed: ") << report.message << "\n"
      << "agreement with the original: " << agreement_text(report.agreement) << "\n";
  if (report.max_abs_difference)
    out << "largest difference from the exporter's outputs: " << *report.max_abs_difference << "\n";
  out << "\n";
  print_layers(report.layers, out);
}

Result<ExitCode> verify(const VerifyRequest& request, bool json) {
  JobRunner jobs;
  ATHENA_ASSIGN(const VerifyReport report, jobs.run<VerifyReport>(request));
  if (json)
    print_json(json_of(report));
  else
    print_report(report, std::cout);
  return report.passed ? ExitCode::Done : ExitCode::Unmet;
}

}  // namespace

void add_verify(CommandTree& tree) {
  const auto request = std::make_shared<VerifyRequest>();
  CLI::App& command = tree.add("verify", "Reload a compressed model and compare it with its original",
                               [request](bool json) { return verify(*request, json); });
  command.add_option("MODEL", request->model, "Compressed TorchScript file")->type_name("FILE")->required();
  command.add_option("--against", request->against, "The original")->type_name("FILE")->required();
  add_trust_option(command, request->trust);
  add_data_option(command, request->data);
  command.add_option("--expected", request->expected, "Outputs that the exporter saw")->type_name("FILE");
}

}  // namespace athena::cli
