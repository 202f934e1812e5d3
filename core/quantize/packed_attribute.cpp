// SPDX-License-Identifier: Apache-2.0
#include "core/quantize/packed_attribute.h"

#include <algorithm>
#include <cctype>

#include "core/graph/attributes.h"

namespace athena {

std::string packed_attribute_name(const StoredLayer& layer) {
  const auto [owner, weight] = split_path(layer.weight_path);
  if (!owner.empty() && (weight == "weight_ih_l0" || weight == "weight_ih")) return "packed";
  std::string name = layer.weight_path.empty() ? layer.info.path : split_path(layer.weight_path).second;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name + "_packed";
}

}  // namespace athena
