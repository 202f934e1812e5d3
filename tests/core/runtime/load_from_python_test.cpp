// SPDX-License-Identifier: Apache-2.0
#include "core/base/child_process.h"
#include "examples.h"
#include "tests/core/base/temporary_folder.h"

namespace athena::test {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;  // Python itself is not, and cannot load what is
#else
constexpr bool kSanitized = false;
#endif

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

TEST(LoadFromPython, AModelAndTheRuntimeAreAllThatIsNeeded) {
  const std::string python = variable("ATHENA_TORCH_PYTHON");
  if (python.empty()) GTEST_SKIP() << "this LibTorch belongs to no Python (ATHENA_TORCH_PYTHON is empty)";
  if (kSanitized) GTEST_SKIP() << "Python cannot load a library built with the address sanitizer";
  const TemporaryFolder folder;
  for (const LinearScheme scheme : kSchemes) {
    const PackedHandle weight = packed(example_data(scheme, 40, 70));
    torch::jit::Module module = module_of(weight);
    const at::Tensor x = Values(30).normal({5, 70});
    module.register_buffer("x", x);
    module.register_buffer("y", linear(x, weight));
    module.save(folder / (text(scheme) + ".pt"));
  }
  const std::string script = variable("ATHENA_SOURCE_DIR") + "/tests/core/runtime/load_from_python.py";
  const auto run = run_process(python, {"-B", script, variable("ATHENA_RUNTIME"), folder.path()});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_TRUE(run->ok()) << run->how_it_ended() << "\n" << run->output << run->errors;
}

}  // namespace
}  // namespace athena::test
