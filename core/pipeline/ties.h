// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/plan.h"
#include "core/runtime/packed_weights.h"

namespace athena {

/// Layers that share a weight, as an embedding and the output projection do: where what their schemes store
/// is the same, one copy serves both again.
class Ties {
 public:
  /// `plan` has the layers' order.
  Ties(const std::vector<LayerInfo>& layers, const std::vector<LayerPlan>& plan);

  /// Makes the packed weights of layer `i` share with those of a layer that it was tied to. What there is to
  /// say of it in the ledger: what is shared, or what untying costs; empty: it was tied to none.
  std::string packed(std::size_t i, const PackedWeightsHandle& weights);

 private:
  struct Packed {
    std::string path;
    PackedWeightsHandle weights;
  };

  const std::string& owner(std::size_t i) const;

  const std::vector<LayerInfo>& layers_;
  std::map<std::string, std::string> left_;            // by owner: a layer that keeps the weight
  std::map<std::string, std::vector<Packed>> packed_;  // by owner
};

}  // namespace athena
