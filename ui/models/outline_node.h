// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <memory>
#include <vector>

#include "athena/types/outline.h"

namespace athena::ui {

/// One row of a model's outline: a method, a block of control flow, or an op that uses a layer's weight.
struct OutlineNode {
  enum class Kind { Method, Block, Op };
  Kind kind = Kind::Block;
  QString name;   // "forward"; "if@3", "then", "loop@2"; of an op the layer's path
  QString op;     // "aten::linear"
  QString layer;  // of an op
  int ops = 0;    // of a block
  OutlineNode* parent = nullptr;
  int row = 0;
  std::vector<std::unique_ptr<OutlineNode>> children;
};

/// The methods of a model with what is in them, in the order of their graphs.
std::unique_ptr<OutlineNode> buildOutline(const ModelOutline& outline);

}  // namespace athena::ui
