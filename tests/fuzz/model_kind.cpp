// SPDX-License-Identifier: Apache-2.0
#include <ATen/Parallel.h>
#include <torch/script.h>

#include "athena/recipe.h"
#include "core/base/sha256.h"
#include "core/graph/code_effects.h"
#include "core/graph/load.h"
#include "core/pipeline/run_recipe.h"
#include "tests/core/graph/models.h"
#include "tests/fuzz/kinds.h"

namespace athena::test {
namespace {

constexpr const char* kSource = R"(
def forward(self, x):
  y = torch.relu(torch.conv2d(x, self.conv, None))
  y = torch.flatten(y, 1)
  y = torch.relu(torch.linear(y, self.first, self.bias))
  for i in range(2):
    if bool(y.sum() > 0):
      y = y + torch.linear(y, self.middle)
    else:
      y = y - 1
  return torch.linear(y, self.last)
)";

torch::jit::Module model() {
  return scripted({{"conv", seeded({4, 1, 3, 3}, 1)},
                   {"first", seeded({48, 4 * 36}, 2)},
                   {"bias", seeded({48}, 3)},
                   {"middle", seeded({48, 48}, 4)},
                   {"last", seeded({10, 48}, 5)}},
                  kSource);
}

Result<std::string> saved(const Status& status) {
  ATHENA_TRY(status);
  return std::string();
}

}  // namespace

Result<std::string> make_model(const std::string& path) { return saved(save_module(model(), path)); }

Result<std::string> make_packed_model(const std::string& path) {
  at::set_num_threads(1);
  ATHENA_TRY(save_module(model(), path));
  ATHENA_ASSIGN(const LoadedModel loaded, load_model(path));
  Recipe recipe;
  for (const char* rule : {"@Linear=int8-dynamic", "middle=int4-dynamic", "last=fp16"}) {
    ATHENA_ASSIGN(Rule parsed, parse_set_rule(rule));
    recipe = with_rule(std::move(recipe), "quantize", std::move(parsed));
  }
  ATHENA_ASSIGN(const PipelineResult made, run_recipe(loaded, recipe, nullptr, {}, {}));
  return saved(save_module(made.module, path));
}

Result<std::string> use_model(const std::string& path, const Reach& reach) {
  at::set_num_threads(1);
  reach("checking");
  ATHENA_ASSIGN(const CheckedFile file, check_file(path));
  reach(kProbing);
  ATHENA_TRY(refuse_code_effects(path));
  ATHENA_ASSIGN(const LoadedModel loaded, load_model(file));
  try {
    const at::Tensor output = run(loaded.original, seeded({2, 1, 8, 8}, 6)).contiguous();
    Sha256 hash;
    hash.update({static_cast<const char*>(output.const_data_ptr()), output.nbytes()});
    return hash.hex();
  } catch (const std::exception& error) {  // as the facade does
    return fail(ErrorCode::NotSupported, std::string("LibTorch could not do this: ") + error.what());
  }
}

}  // namespace athena::test
