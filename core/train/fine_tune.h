// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "athena/types/result.h"
#include "core/base/job_context.h"
#include "core/data/data_source.h"

namespace torch::jit {
struct Module;
}

namespace athena {

struct FineTuneOptions {
  std::int64_t epochs = 1;
  std::int64_t batch = 64;
  std::string loss = "cross_entropy";  // of the scored output [B, classes] and the labels [B];
                                       // a loss file of the data takes its place
  double lr = 1e-4;
  double weight_decay = 0.01;
  std::uint64_t seed = 0;    // of the order in which samples are seen
  std::int64_t samples = 0;  // the first of the split; 0: all
  std::string method = "forward";
  std::string split = "train";
  std::string identity;  // of what the module became before: a checkpoint of another is refused
};

struct FineTuned {
  std::int64_t steps = 0;
  double loss = 0;  // mean over the steps of the last epoch
};

/// Takes the bytes of a checkpoint, the whole of which replaces the one before.
using CheckpointSink = std::function<Status(std::string_view bytes)>;
/// Into a file, whole or not at all.
CheckpointSink checkpoint_file(std::string path);

/// Trains every tensor of `module` that requires a gradient (see training_module), in place, by AdamW
/// (Loshchilov and Hutter 2019) with LibTorch's defaults but for what `options` says. The module stays in
/// evaluation mode: BatchNorm keeps its statistics, dropout is off. `job` is polled before each step and gets
/// a point of the series "loss" after each. A checkpoint is made after each epoch and when cancelled;
/// `resume_from` is one, from which a training with equal options, module and data goes on as if it had never
/// stopped: on one thread bit for bit.
/// InvalidArgument: options, labels that do not fit the output, nothing to train, a loss or gradient that is
/// not finite (the message says at which step; the tensors are as before it), a checkpoint of another
/// training; Corruption: a damaged one; Cancelled; what `data` and `sink` give.
Result<FineTuned> fine_tune(const torch::jit::Module& module, const DataSource& data,
                            const FineTuneOptions& options, const JobContext& job,
                            const CheckpointSink& sink = {}, std::string_view resume_from = {});

}  // namespace athena
