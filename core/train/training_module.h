// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ATen/core/Tensor.h>
#include <torch/script.h>

#include <string>
#include <string_view>
#include <vector>

#include "athena/types/recipe.h"
#include "athena/types/result.h"

namespace athena {

/// What the earlier steps of a recipe decided for a layer.
struct TrainingLayer {
  std::string path;  // LayerInfo::path
  std::string scheme = "fp32";
  Parameters parameters{};  // of the scheme
  at::Tensor mask{};        // bool, of the weight's shape: what stays; undefined: all
};

/// Whether layers of this kind are trained with their scheme in force; those of other kinds are trained as
/// they are.
bool trains_under_scheme(std::string_view kind);

/// A copy of a settled model (see settle()) to be trained: the sites of `layers` run athena_train::linear
/// (those of other kinds their own ops over masked weights), and every fp32 or fp64 parameter requires a
/// gradient, those of other layers too; buffers (BatchNorm's statistics, integers) do not. Tensors are copied
/// once each, so what was tied stays tied; masked weights are zero from the start. The model keeps its
/// evaluation mode: BatchNorm keeps its statistics, dropout is off. NotFound: no such layer; InvalidArgument:
/// a scheme or mask that does not fit it; NotSupported: a layer that cannot be rewritten or whose kind does
/// not train under its scheme, or not trained because its weights are not fp32 or are constants of a frozen
/// model.
Result<torch::jit::Module> training_module(const torch::jit::Module& settled,
                                           const std::vector<TrainingLayer>& layers);

/// `settled` with the trained tensors of its training_module in place of its own.
Result<torch::jit::Module> trained_module(const torch::jit::Module& settled,
                                          const torch::jit::Module& training);

}  // namespace athena
