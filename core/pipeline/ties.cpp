// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/ties.h"

namespace athena {

Ties::Ties(const std::vector<LayerInfo>& layers, const std::vector<LayerPlan>& plan) : layers_(layers) {
  for (std::size_t i = 0; i < plan.size(); ++i)
    if (plan[i].scheme == "fp32") left_.emplace(owner(i), plan[i].path);
}

const std::string& Ties::owner(std::size_t i) const {
  return layers_[i].tied_to.empty() ? layers_[i].path : layers_[i].tied_to;
}

std::string Ties::packed(std::size_t i, const PackedWeightsHandle& weights) {
  std::vector<Packed>& others = packed_[owner(i)];
  std::string said;
  for (const Packed& other : others) {
    if (const std::int64_t shared = weights->share_tensors(*other.weights); shared > 0) {
      said = std::to_string(shared) + " of its " + std::to_string(weights->stored_bytes()) +
             " bytes are stored once, together with those of '" + other.path + "'.";
      break;
    }
    said = "Its weight was one with that of '" + other.path + "'; packed apart, it takes " +
           std::to_string(weights->stored_bytes()) + " bytes more.";
  }
  if (const auto left = left_.find(owner(i)); said.empty() && left != left_.end())
    said = "'" + left->second + "' keeps the weight that both had: this layer's packed copy takes " +
           std::to_string(weights->stored_bytes()) + " bytes more.";
  others.push_back({layers_[i].path, weights});
  return said;
}

}  // namespace athena
