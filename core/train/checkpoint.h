// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/result.h"

namespace athena {

/// One trained tensor with what AdamW knows of it.
struct TrainedTensor {
  at::Tensor value;
  std::int64_t steps = 0;  // 0: it has had no gradient yet, and no averages
  at::Tensor average{}, squared_average{};
};

/// All that a training needs to go on as if it had never stopped.
struct TrainingState {
  std::int64_t step = 0;  // of the whole training: those that are done
  double epoch_loss = 0;  // sum over the steps of the running epoch
  std::vector<TrainedTensor> tensors;
};

/// The state as the bytes of a file: their SHA-256, then a LibTorch archive. `identity` says which training
/// it is of.
std::string write_checkpoint(const TrainingState& state, const std::string& identity);

/// Corruption: damaged or no checkpoint; InvalidArgument: of another training.
Result<TrainingState> read_checkpoint(std::string_view bytes, const std::string& identity);

}  // namespace athena
