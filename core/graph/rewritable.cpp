// SPDX-License-Identifier: Apache-2.0
#include "core/graph/rewritable.h"

#include <torch/csrc/jit/ir/constants.h>

#include "core/graph/recurrent_op.h"

namespace athena {
namespace {

/// The packed weights of a convolution know its groups and its direction.
std::string odd_convolution(const torch::jit::Node* site) {
  const auto groups = torch::jit::constant_as<std::int64_t>(site->namedInput("groups"));
  if (!groups) return "Its number of groups is computed when the model runs.";
  bool transposed = std::string(site->kind().toQualString()).find("conv_transpose") != std::string::npos;
  if (site->hasNamedInput("transposed")) {
    const auto flag = torch::jit::constant_as<bool>(site->namedInput("transposed"));
    if (!flag) return "Whether it is transposed is computed when the model runs.";
    transposed = *flag;
  }
  return transposed && *groups != 1 ? "It is a transposed convolution in groups." : "";
}

}  // namespace

std::string why_not_rewritable(const torch::jit::Node* site) {
  const std::string op = site->kind().toQualString();
  if (op == "aten::embedding_bag")
    for (std::size_t i = 1; i < site->outputs().size(); ++i)
      if (site->output(i)->hasUses())
        return "The model uses what aten::embedding_bag gives beside the bags (output " + std::to_string(i) +
               "), which only its fp32 form computes.";
  if (is_recurrent(site) && drops_out(site))
    return "It drops values out between its sublayers, as it does in training.";
  return site->hasNamedInput("groups") ? odd_convolution(site) : "";
}

}  // namespace athena
