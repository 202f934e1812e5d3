// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_model.h"

#include <filesystem>
#include <optional>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/sha256.h"
#include "core/export/report.h"
#include "core/export/seen_outputs.h"
#include "core/export/verify.h"
#include "core/graph/runnable_model.h"
#include "core/measure/coverage.h"

namespace athena {
namespace {

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

Status check_identity(const std::string& path, const std::string& hash, const std::string& known,
                      const std::string& remedy) {
  if (known.empty() || hash == known) return {};
  return fail(ErrorCode::InvalidArgument, "'" + path + "' has changed since the variant was made. " + remedy,
              "SHA-256 " + hash + " instead of " + known);
}

/// Copies the artefact's bytes; gives their SHA-256.
Result<std::string> copy_into(AtomicFile& file, const std::string& artefact) {
  Sha256 hash;
  ATHENA_TRY(read_file_in_pieces(artefact, [&](std::string_view piece) -> Status {
    hash.update(piece);
    return file.write(piece);
  }));
  return hash.hex();
}

/// Runs the copy here, writes down what it gave, and has a fresh process do the same.
Result<VerifyReport> prove(const RunnableModel& copy, const RunnableModel& original,
                           const ExportOptions& options, const JobContext& job) {
  ATHENA_ASSIGN(const DataHandle data, open_optional_data(options.data, job));
  ATHENA_ASSIGN(const ModelInputs inputs,
                held_out_inputs(data, original.module, kSeenSamples, job.part(0, 0.2)));
  ATHENA_ASSIGN(const SeenOutputs seen, see_outputs(copy.module, inputs, job.part(0.2, 0.5)));
  ATHENA_ASSIGN(AtomicFile expected, AtomicFile::create(options.output + ".expected"));  // never committed
  ATHENA_TRY(expected.write(pickle_outputs(seen)));
  job.progress(0.5, "checking the file in a fresh process");
  ATHENA_ASSIGN(
      VerifyReport parity,
      verify_in_fresh_process({copy.path, options.original, options.data, expected.temporary_path()}, job));
  if (parity.passed) return parity;
  return fail(ErrorCode::Unmet, "Nothing was exported, since the file failed its check. " + parity.message);
}

}  // namespace

Result<ExportReport> export_model(const ExportOptions& options, const JobContext& job) {
  const std::string report_path = options.output + ".json";
  ATHENA_ASSIGN(AtomicFile file, AtomicFile::create(options.output));
  ATHENA_ASSIGN(AtomicFile report, AtomicFile::create(report_path));
  ATHENA_ASSIGN(const std::string hash, copy_into(file, options.artefact));
  ATHENA_TRY(check_identity(options.artefact, hash, options.variant.artefact, "Run its recipe again."));

  ATHENA_ASSIGN(const RunnableModel copy, load_runnable(file.temporary_path(), job));
  ATHENA_ASSIGN(const RunnableModel original, load_runnable(options.original, job));
  ATHENA_TRY(check_identity(options.original, original.hash, options.variant.model_hash,
                            "Choose the original's file anew."));
  ATHENA_ASSIGN(VerifyReport parity, prove(copy, original, options, job.part(0.1, 0.95)));

  const ExportedFile exported{name_of(options.output), hash, copy.file_bytes, !coverage(copy.module).empty()};
  const ExportedFile from{name_of(options.original), original.hash, original.file_bytes, false};
  ATHENA_TRY(report.write(export_report(exported, from, options.variant, parity)));
  ATHENA_TRY(job.poll());
  // The model comes last: where it stands, its report stands too.
  ATHENA_TRY(report.commit());
  if (Status done = file.commit(); !done) {
    std::error_code ignored;
    std::filesystem::remove(report_path, ignored);
    return tl::make_unexpected(std::move(done).error());
  }
  job.progress(1, "exported");
  return ExportReport{options.output, report_path, exported.bytes, std::move(parity)};
}

}  // namespace athena
