// SPDX-License-Identifier: Apache-2.0
#include "core/graph/admit.h"

#include <csignal>
#include <nlohmann/json.hpp>

#include "athena/error_name.h"
#include "core/base/child_process.h"
#include "core/base/cli_program.h"
#include "core/graph/known_files.h"

namespace athena {
namespace {

using Json = nlohmann::json;

/// Ample for loading a model of this size (a large one needs its file several times over, and its time), yet
/// what a damaged or hostile file takes ends soon. Of the 1.5 GiB of addresses a good third is LibTorch
/// itself.
ProcessLimits limits_for(std::int64_t file_bytes) {
  ProcessLimits limits;
  limits.memory = (std::int64_t{3} << 29) + 8 * file_bytes;
  limits.cpu_seconds = 8 + file_bytes / 10'000'000;
  limits.wall_clock = std::chrono::seconds(4 * *limits.cpu_seconds);  // the machine may be busy
  limits.file_bytes = 0;
  return limits;
}

std::string quoted(const std::string& path) { return "'" + path + "'"; }

Error over_limit(const std::string& path, const std::string& what) {
  return {ErrorCode::NotAllowed,
          quoted(path) + ", tried in a process of its own, " + what + ". It may be damaged or meant to harm.",
          {}};
}

/// What the process printed, after whatever the model itself did.
std::optional<Error> error_in(const std::string& output) {
  const auto begin = output.rfind("{\n  \"error\"") == std::string::npos ? output.rfind("{\n  \"schema\"")
                                                                         : output.rfind("{\n  \"error\"");
  if (begin == std::string::npos) return std::nullopt;
  const Json answer = Json::parse(output.substr(begin), nullptr, /*allow_exceptions=*/false);
  if (!answer.is_object() || !answer.contains("error")) return std::nullopt;
  const Json& error = answer["error"];
  return Error{error_named(error.value("code", "")), error.value("message", ""), error.value("details", "")};
}

Error why_not(const std::string& path, const ProcessResult& ended, const ProcessLimits& limits) {
  if (ended.timed_out || ended.signal == SIGXCPU || ended.signal == SIGKILL)
    return over_limit(path, "took more than " + std::to_string(*limits.cpu_seconds) + " s of processor time");
  if (ended.signal == SIGXFSZ) return over_limit(path, "wrote to a file");
  if (const auto error = error_in(ended.output)) {
    if (error->code != ErrorCode::Io) return *error;
    return over_limit(path, "needed more than " + std::to_string(*limits.memory >> 20) + " MiB of memory");
  }
  return {ErrorCode::Corruption,
          quoted(path) + " is damaged or meant to harm: LibTorch, tried in a process of its own, " +
              ended.how_it_ended() + " over it. Copy or export the file again.",
          ended.errors};
}

Status probe(const CheckedFile& file, const JobContext& job) {
  ATHENA_ASSIGN(const std::string cli, cli_program());
  ProcessOptions options;
  options.limits = limits_for(file.bytes);
  options.environment = {{"OMP_NUM_THREADS", "1"}};
  job.progress(0, "trying the file in a process of its own");
  ATHENA_ASSIGN(const ProcessResult ended, run_process(cli, {"probe", file.path, "--json"}, options, job));
  if (ended.ok()) return {};
  return tl::make_unexpected(why_not(file.path, ended, options.limits));
}

}  // namespace

Result<CheckedFile> admit(const std::string& path, bool trust, const JobContext& job) {
  job.progress(0, "checking the file");
  const std::string stamp = file_stamp(path);
  if (const auto hash = known_hash(stamp)) return known_file(path, *hash);
  ATHENA_ASSIGN(CheckedFile file, check_file(path, job));
  if (!trust && !is_known_file(file.hash)) ATHENA_TRY(probe(file, job));
  remember_file(file.hash, stamp);
  return file;
}

}  // namespace athena
