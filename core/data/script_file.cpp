// SPDX-License-Identifier: Apache-2.0
#include "core/data/script_file.h"

#include <c10/util/StringUtil.h>
#include <torch/script.h>

#include <exception>
#include <utility>

#include "core/data/binding.h"
#include "core/graph/admit.h"
#include "core/graph/runnable_model.h"

namespace athena {
namespace {

class LoadedScript : public ScriptFile {
 public:
  LoadedScript(RunnableModel model, torch::jit::Method forward)
      : model_(std::move(model)), forward_(std::move(forward)) {}

  const std::string& path() const override { return model_.path; }
  const std::string& hash() const override { return model_.hash; }

  Result<c10::IValue> call(const std::vector<c10::IValue>& inputs) const override {
    try {
      return forward_(inputs);
    } catch (const std::exception& error) {
      return fail(ErrorCode::InvalidArgument,
                  c10::str("'", path(), "', which takes (", describe_arguments(forward_), "), cannot take ",
                           describe_inputs(inputs), ": ", thrown_reason(error.what())),
                  error.what());
    }
  }

 private:
  RunnableModel model_;
  torch::jit::Method forward_;
};

}  // namespace

Result<ScriptHandle> load_script(const std::string& path, std::size_t arguments, const JobContext& job) {
  // A program too, and perhaps from elsewhere.
  ATHENA_ASSIGN(const CheckedFile file, admit(path, /*trust=*/false, job));
  ATHENA_ASSIGN(RunnableModel model, load_runnable(file));
  const auto forward = model.module.find_method("forward");
  if (!forward) return fail(ErrorCode::InvalidArgument, c10::str("'", path, "' has no method 'forward'."));
  std::size_t most = 0, least = 0;
  for (const auto& argument : forward->function().getSchema().arguments()) {
    ++most;
    if (!argument.default_value()) ++least;
  }
  if (arguments > 0 && (least > arguments + 1 || most < arguments + 1))  // the first is self
    return fail(ErrorCode::InvalidArgument,
                c10::str("'", path, "' takes (", describe_arguments(*forward), "), but is called with ",
                         arguments, arguments == 1 ? " argument." : " arguments."));
  return std::make_shared<LoadedScript>(std::move(model), *forward);
}

}  // namespace athena
