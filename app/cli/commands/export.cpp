// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands/commands.h"
#include "app/cli/export_sources.h"
#include "app/cli/find_variant.h"
#include "app/cli/format.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/measure_options.h"
#include "app/cli/print_measurement.h"
#include "app/cli/temporary_folder.h"

namespace athena::cli {
namespace {

struct ExportOptions {
  std::string session, variant, output, data, original;
  bool trust = false;
};

void print_report(const ExportReport& report, std::ostream& out) {
  out << report.path << "  " << bytes_text(report.file_bytes) << "\n"
      << "what was done to it: " << report.report_path << "\n"
      << "in a fresh process: " << report.parity.message << "\n"
      << "agreement with the original: " << agreement_text(report.parity.agreement) << "\n";
}

Result<ExitCode> run_export(const ExportOptions& options, bool json) {
  ATHENA_ASSIGN(const auto session, Session::open(options.session));
  ATHENA_ASSIGN(const Variant variant, find_variant(*session, options.variant));
  JobRunner jobs;
  ATHENA_ASSIGN(const ModelHandle original,
                open_original(jobs, *session, variant, options.original, options.trust));
  ExportRequest request;
  request.original = original->info().path;
  request.output = options.output;
  request.trust = options.trust;
  request.data = options.data;
  if (request.data.empty()) {
    ATHENA_ASSIGN(request.data, measured_data(jobs, *session, variant));
  }
  ATHENA_ASSIGN(const TemporaryFolder folder, TemporaryFolder::make());
  ATHENA_ASSIGN(const Artefact artefact,
                artefact_or_remade(jobs, *session, variant, original, request.data, folder / "model.pt"));
  request.variant = artefact.variant;
  request.artefact = artefact.file;
  ATHENA_ASSIGN(const ExportReport report, jobs.run<ExportReport>(request));
  if (json)
    print_json(json_of(report));
  else
    print_report(report, std::cout);
  return report.parity.passed ? ExitCode::Done : ExitCode::Unmet;
}

}  // namespace

void add_export(CommandTree& tree) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App& command = tree.add("export", "Write a session's variant as a model, verified in a fresh process",
                               [options](bool json) { return run_export(*options, json); });
  command.add_option("SESSION", options->session, "Session file")->type_name("FILE")->required();
  command.add_option("VARIANT", options->variant, "Its number or name")->type_name("")->required();
  command
      .add_option("-o,--output", options->output, "Where the model goes; a JSON beside it says what was done")
      ->type_name("FILE")
      ->required();
  add_data_option(command, options->data);
  command.add_option("--original", options->original, "The original model, where it has moved")
      ->type_name("FILE");
  add_trust_option(command, options->trust);
}

}  // namespace athena::cli
