// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outline_node.h"

#include <QStringList>

#include "ui/document/text.h"

namespace athena::ui {
namespace {

OutlineNode& add(OutlineNode& parent, OutlineNode::Kind kind, const QString& name) {
  auto node = std::make_unique<OutlineNode>();
  node->kind = kind;
  node->name = name;
  node->parent = &parent;
  node->row = int(parent.children.size());
  parent.children.push_back(std::move(node));
  return *parent.children.back();
}

/// The block of that path below `at`. Blocks come before what is in them and one after the other, so it can
/// only be the newest at every step, or new.
OutlineNode& blockOf(OutlineNode& method, const QString& path) {
  OutlineNode* at = &method;
  for (const QString& part : path.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
    OutlineNode* newest = nullptr;
    for (auto child = at->children.rbegin(); child != at->children.rend() && !newest; ++child) {
      if ((*child)->kind == OutlineNode::Kind::Block && (*child)->name == part) newest = child->get();
    }
    at = newest ? newest : &add(*at, OutlineNode::Kind::Block, part);
  }
  return *at;
}

void fill(OutlineNode& method, const std::vector<OutlineItem>& items) {
  for (const OutlineItem& item : items) {
    OutlineNode& block = blockOf(method, toQt(item.block));
    if (item.op.empty()) {
      block.ops = item.ops;
      continue;
    }
    OutlineNode& op = add(block, OutlineNode::Kind::Op, toQt(item.layer));
    op.op = toQt(item.op);
    op.layer = op.name;
  }
}

}  // namespace

std::unique_ptr<OutlineNode> buildOutline(const ModelOutline& outline) {
  auto root = std::make_unique<OutlineNode>();
  for (const MethodOutline& method : outline.methods)
    fill(add(*root, OutlineNode::Kind::Method, toQt(method.method)), method.items);
  return root;
}

}  // namespace athena::ui
