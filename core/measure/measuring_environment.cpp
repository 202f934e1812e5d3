// SPDX-License-Identifier: Apache-2.0
#include "core/measure/measuring_environment.h"

#include <torch/version.h>

#include "core/base/environment.h"
#include "core/kernels/isa.h"

namespace athena {

std::string build_description() { return "Athena " ATHENA_VERSION ", LibTorch " TORCH_VERSION; }

Result<Environment> measuring_environment(int threads) {
  ATHENA_ASSIGN(const kernels::Isa isa, kernels::active_isa());
  return Environment{machine_description(), std::string(kernels::name(isa)), build_description(), threads};
}

}  // namespace athena
