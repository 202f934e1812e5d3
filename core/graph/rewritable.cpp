// SPDX-License-Identifier: Apache-2.0
#include "core/graph/rewritable.h"

namespace athena {

std::string why_not_rewritable(const torch::jit::Node* site) {
  const std::string op = site->kind().toQualString();
  if (op == "aten::embedding_bag")
    for (std::size_t i = 1; i < site->outputs().size(); ++i)
      if (site->output(i)->hasUses())
        return "The model uses what aten::embedding_bag gives beside the bags (output " + std::to_string(i) +
               "), which only its fp32 form computes.";
  return "";
}

}  // namespace athena
