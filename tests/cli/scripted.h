// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdlib>
#include <string>

#include "core/base/child_process.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {

/// FOLDER/NAME.pt: a module without weights whose forward takes `arguments` and runs `body`, as TorchScript;
/// empty where no Python has torch.
inline std::string scripted(const TemporaryFolder& folder, const std::string& name,
                            const std::string& arguments, const std::string& body) {
  const char* python = std::getenv("ATHENA_TORCH_PYTHON");
  if (!python || !*python) return {};
  const std::string path = folder / (name + ".pt"), source = folder / (name + ".py");
  write_all(source,
            "import torch\nfrom torch.nn import functional as F\nclass M(torch.nn.Module):\n"
            "  def forward(self, " +
                arguments + "):\n    " + body + "\ntorch.jit.script(M().eval()).save('" + path + "')\n");
  const auto run = run_process(python, {"-B", source});
  EXPECT_TRUE(run && run->ok()) << (run ? run->errors : run.error().message);
  return path;
}

}  // namespace athena::test
