// SPDX-License-Identifier: Apache-2.0
#include "app/cli/json/json.h"

namespace athena::cli {

Json json_of(const OutlineItem& item) {
  return {{"block", item.block}, {"op", item.op}, {"layer", item.layer}, {"ops", item.ops}};
}

Json json_of(const MethodOutline& outline) {
  return {{"method", outline.method}, {"items", json_list(outline.items)}};
}

Json json_of(const ModelOutline& outline) {
  return {{"hash", outline.model}, {"methods", json_list(outline.methods)}};
}

}  // namespace athena::cli
