// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace athena {

/// A line of a method's outline: a block of control flow, or an op that multiplies by a stored weight in it.
struct OutlineItem {
  std::string block;  // as in Site; of a block its own path
  std::string op;     // as in Site; empty: this is a block
  std::string layer;  // path of the layer whose weight the op uses
  int ops = 0;        // of a block: what it holds by itself, constants and reads of attributes apart
};

/// A method's graph, settled, in the order in which it is written.
struct MethodOutline {
  std::string method;
  std::vector<OutlineItem> items;
};

struct ModelOutline {
  std::string model;  // ModelInfo::hash
  std::vector<MethodOutline> methods;
};

}  // namespace athena
