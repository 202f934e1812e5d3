// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "athena/types/pass.h"
#include "athena/types/result.h"
#include "core/graph/flatten.h"

namespace athena {

/// What a pass did: the graphs were edited in place, the attributes are to be.
struct PassEffect {
  std::int64_t sites = 0;
  TreeEdits edits;
};

/// Rewrites the graphs of a module that flatten() has made and nobody has run yet. Inputs, outputs and
/// methods stay; what is computed stays, bit for bit or within the rounding that the pass's file states.
using PassFunction = PassEffect (*)(const torch::jit::Module& flat);

/// When a pass runs: while layers still have the weights they came with, or once those are packed.
enum class PassStage { Weights, Packed };

struct Pass {
  std::string_view name;
  PassStage stage;
  PassFunction run;
};

/// One for each of kPasses, in the same order.
std::span<const Pass> all_passes();

struct PassResult {
  torch::jit::Module module;
  std::vector<PassReport> reports;  // of every pass that ran, also of those that found nothing
};

/// A copy of a flattened module after all passes of a stage but those named in `off`. Errors: those of
/// flatten().
Result<PassResult> run_passes(const torch::jit::Module& module, PassStage stage,
                              const std::vector<std::string>& off);

}  // namespace athena
