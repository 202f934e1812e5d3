// SPDX-License-Identifier: Apache-2.0
#include "core/graph/load.h"

#include <torch/csrc/jit/serialization/export.h>

#include <filesystem>
#include <future>
#include <memory>
#include <set>

#include "core/base/atomic_file.h"
#include "core/base/sha256.h"
#include "core/graph/account_tensors.h"
#include "core/graph/check_tensors.h"
#include "core/graph/flatten.h"
#include "core/graph/layers.h"
#include "core/graph/load_error.h"
#include "core/graph/settle.h"
#include "core/graph/watched_file.h"

namespace athena {
namespace {

/// A storage that several tensors share counts once.
std::int64_t weight_bytes(const torch::jit::Module& module) {
  std::set<const void*> seen;
  std::int64_t bytes = 0;
  const auto add = [&](const at::Tensor& tensor) {
    if (tensor.defined() && tensor.has_storage() && seen.insert(tensor.storage().data()).second)
      bytes += static_cast<std::int64_t>(tensor.storage().nbytes());
  };
  for (const auto& parameter : module.parameters()) add(parameter);
  for (const auto& buffer : module.buffers()) add(buffer);
  return bytes;
}

MethodInfo describe(const torch::jit::Method& method, const torch::jit::Method& settled) {
  MethodInfo info;
  info.name = method.name();
  const c10::FunctionSchema& schema = method.function().getSchema();
  for (std::size_t i = 1; i < schema.arguments().size(); ++i) {
    const c10::Argument& argument = schema.arguments()[i];
    info.arguments.push_back(
        {argument.name(), argument.type()->annotation_str(), argument.default_value().has_value()});
  }
  if (!schema.returns().empty()) info.returns = schema.returns()[0].type()->annotation_str();
  const ControlFlow before = control_flow(*method.graph()), after = control_flow(*settled.graph());
  info.ifs = before.ifs;
  info.loops = before.loops;
  info.ifs_folded = before.ifs - after.ifs;
  return info;
}

/// Reads a file that was not read yet while LibTorch loads it and its layers are found.
class Reading {
 public:
  Reading(const CheckedFile& file, const JobContext& job) : file_(file) {
    if (!file.read) hash_ = std::async(std::launch::async, sha256_file, file.path, job);
  }
  /// Corruption: the bytes are others than those that were checked. Cancelled.
  Status finish() {
    if (!hash_.valid()) return {};
    ATHENA_ASSIGN(const std::string hash, hash_.get());
    if (hash == file_.hash) return {};
    return fail(ErrorCode::Corruption,
                "'" + file_.path +
                    "' holds other bytes than when it was last opened, though nothing has written to it: "
                    "it or its disk is damaged. Copy or export the file again.");
  }

 private:
  const CheckedFile& file_;
  std::future<Result<std::string>> hash_;
};

bool saved_in_training(const torch::jit::Module& module) {
  return module.hasattr("training") && module.is_training();
}

Status inspect(LoadedModel& model) {
  ATHENA_ASSIGN(const torch::jit::Module flat, flatten(model.original));
  ATHENA_ASSIGN(model.settled, settle(model.original));
  for (const torch::jit::Method& method : flat.get_methods())
    model.info.methods.push_back(describe(method, model.settled.get_method(method.name())));
  std::vector<StoredLayer> layers = find_layers(model.settled);
  model.info.tensors = account_tensors(model.original, layers);
  for (StoredLayer& layer : layers) model.info.layers.push_back(std::move(layer.info));
  model.info.weight_bytes = weight_bytes(model.original);
  return {};
}

Result<LoadedModel> load_checked(const CheckedFile& file, const JobContext& job) {
  LoadedModel model;
  model.info.path = std::filesystem::absolute(file.path).lexically_normal().string();
  model.info.hash = file.hash;
  model.info.file_bytes = file.bytes;
  for (const std::string& name : file.extra_files) model.extra_files[name] = "";
  try {
    const auto watched = std::make_shared<WatchedFile>(file.path, job.part(0.3, 0.7));
    model.original = torch::jit::load(watched, c10::kCPU, model.extra_files);
  } catch (const std::exception& error) {
    ATHENA_TRY(job.poll());
    return load_error(file.path, error.what());
  }
  ATHENA_TRY(check_tensors(model.original));
  ATHENA_TRY(job.poll());
  model.info.training = saved_in_training(model.original);
  if (model.info.training)
    model.notes.push_back("The file was saved in training mode; Athena runs it in evaluation mode.");
  model.original.eval();
  job.progress(0.7, "finding layers");
  ATHENA_TRY(inspect(model));
  return model;
}

}  // namespace

Result<LoadedModel> load_model(const std::string& path, const JobContext& job) {
  job.progress(0, "checking the file");
  ATHENA_ASSIGN(const CheckedFile file, check_file(path, job));
  return load_model(file, job);
}

Result<LoadedModel> load_model(const CheckedFile& file, const JobContext& job) {
  Reading reading(file, job);
  auto model = load_checked(file, job);
  // Of a damaged file the damage is what is said, whatever came of it.
  ATHENA_TRY(reading.finish());
  if (model) job.progress(1, "loaded");
  return model;
}

Status save_module(const torch::jit::Module& module, const std::string& path,
                   const torch::jit::ExtraFilesMap& extra_files) {
  ATHENA_ASSIGN(AtomicFile file, AtomicFile::create(path));
  Status written;
  // Written by name, the archive would hold the temporary name, and no two files of one model were the same.
  const auto write = [&](const void* bytes, std::size_t count) -> std::size_t {
    if (written) written = file.write({static_cast<const char*>(bytes), count});
    return count;  // also after a failure: LibTorch's writer would throw from its destructor, which ends us
  };
  try {
    torch::jit::ExportModule(module, write, extra_files);
  } catch (const std::exception& error) {
    ATHENA_TRY(std::move(written));
    return fail(ErrorCode::NotSupported, "The model cannot be written to '" + path + "'.", error.what());
  }
  ATHENA_TRY(std::move(written));
  return file.commit();
}

}  // namespace athena
