// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_compress.h"

#include <filesystem>
#include <iostream>

#include "app/cli/coverage_text.h"
#include "app/cli/errors.h"
#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/print_variant.h"
#include "app/cli/repeat_command.h"
#include "app/cli/session_store.h"
#include "app/cli/temporary_folder.h"

namespace athena::cli {
namespace {

/// Where the compressed file is written: for good, or on its way into the session.
struct Destination {
  std::string path;
  std::optional<TemporaryFolder> folder;  // of a file that only the session keeps
  std::string kept() const { return folder ? "" : path; }
};

Status check_not_the_model(const std::string& output, const std::string& model) {
  std::error_code error;
  if (!std::filesystem::equivalent(output, model, error)) return {};
  return fail(ErrorCode::InvalidArgument,
              "'" + output + "' is the model itself, which is never changed. Choose another name with -o.");
}

Result<Destination> destination(const CompressOptions& options) {
  Destination to;
  if (options.output.empty() && !options.session.empty()) {
    ATHENA_ASSIGN(to.folder, TemporaryFolder::make());
    to.path = *to.folder / "model.pt";
    return to;
  }
  to.path = options.output.empty() ? default_output(options) : options.output;
  ATHENA_TRY(check_not_the_model(to.path, options.model));
  return to;
}

CompressRequest request_for(const CompressOptions& options, const Recipe& recipe, ModelHandle model,
                            const std::string& output) {
  CompressRequest request;
  request.model = std::move(model);
  request.recipe = recipe;
  request.data = options.data;
  request.output = output;
  request.checkpoint = options.checkpoint;
  request.resume = options.resume;
  request.strict = options.strict;
  request.measure = !options.no_measure;
  request.options = options.measure;
  return request;
}

/// The variant as the session keeps it.
Result<Variant> stored(Session& session, Variant variant, const Destination& from, const ModelInfo& model,
                       const std::optional<DatasetInfo>& data) {
  ATHENA_ASSIGN(const auto warnings, remember_inputs(session, model, data));
  for (const std::string& warning : warnings) report_warning(warning);
  if (from.folder)
    for (Measurement& measurement : variant.measurements)
      measurement.command =
          with_path_replaced(measurement.command, from.path, session.path() + "-files/" + variant.artefact);
  return session.add_variant(variant, from.path);
}

void print(const Variant& variant, const ModelInfo& model, const Destination& to,
           const CompressOptions& options, bool json) {
  if (json) {
    Json result = json_of(variant);
    result["baseline"]["file_bytes"] = model.file_bytes;
    result["output"] = to.folder ? Json() : Json(to.path);
    result["session"] = options.session.empty() ? Json() : Json(options.session);
    print_json(result);
    return;
  }
  print_variant(variant, std::cout);
  std::cout << "\n";
  if (options.data.empty()) std::cout << "Accuracy is not measured: give data with --data.\n";
  if (!to.folder) std::cout << "The model is '" << to.path << "'.\n";
  if (!options.session.empty())
    std::cout << "Variant " << variant.id << " is in '" << options.session << "'.\n";
}

}  // namespace

Result<ExitCode> run_compress(const CompressOptions& options, const Recipe& recipe, bool json) {
  ATHENA_ASSIGN(const Destination to, destination(options));
  JobRunner jobs;
  ATHENA_ASSIGN(const ModelHandle model, jobs.open(options.model, options.trust));
  std::optional<DatasetInfo> data;
  if (!options.data.empty()) {
    ATHENA_ASSIGN(data, jobs.workbench().describe_data(options.data));
  }
  // Only once what it is to hold is known to be readable: a mistyped line leaves no session behind.
  std::shared_ptr<Session> session;
  if (!options.session.empty()) {
    ATHENA_ASSIGN(session, open_for_adding(options.session));
  }
  ATHENA_ASSIGN(Variant variant, jobs.run<Variant>(request_for(options, recipe, model, to.path)));
  if (!options.name.empty()) variant.name = options.name;
  if (session) {
    ATHENA_ASSIGN(variant, stored(*session, std::move(variant), to, model->info(), data));
  }
  print(variant, model->info(), to, options, json);
  if (!options.require_coverage || covers(variant, *options.require_coverage)) return ExitCode::Done;
  std::cerr << "athena-cli: error: " << coverage_shortfall(variant, *options.require_coverage) << "\n";
  return ExitCode::Unmet;
}

}  // namespace athena::cli
