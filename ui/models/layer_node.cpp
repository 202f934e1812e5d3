// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_node.h"

#include <QHash>
#include <algorithm>

#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"

namespace athena::ui {
namespace {

void addOwn(LayerNode& node) {
  if (!node.layer) return;
  const LayerInfo& layer = *node.layer;
  node.paths.append(toQt(layer.path));
  // A tied weight is stored once, and counts where it is stored.
  if (layer.tied_to.empty()) {
    node.bytes += layer.bytes;
    node.parameters += layer.parameters;
    node.predictedBytes += node.plan ? node.plan->predicted_bytes : layer.bytes;
  }
  if (layer.time_share) node.timeShare = *layer.time_share;
  if (!layer.compressible) return;
  node.compressible = true;
  node.scheme = node.plan ? schemeText(node.plan->scheme, node.plan->scheme_parameters) : QString();
  node.amount = node.plan ? plannedAmount(*node.plan) : 0;
  node.largestAmount = *node.amount;
}

void addChild(LayerNode& node, const LayerNode& child) {
  node.paths += child.paths;
  node.bytes += child.bytes;
  node.parameters += child.parameters;
  node.predictedBytes += child.predictedBytes;
  if (child.timeShare) node.timeShare = node.timeShare.value_or(0) + *child.timeShare;
  if (!child.compressible) return;
  if (!node.compressible) {
    node.scheme = child.scheme;
    node.amount = child.amount;
  } else {
    if (node.scheme != child.scheme) node.scheme.reset();
    if (node.amount != child.amount) node.amount.reset();
  }
  node.compressible = true;
  node.largestAmount = std::max(node.largestAmount, child.largestAmount);
}

void total(LayerNode& node) {
  node.paths.clear();
  node.bytes = node.predictedBytes = node.parameters = 0;
  node.timeShare.reset();
  node.compressible = false;
  node.scheme.reset();
  node.amount.reset();
  node.largestAmount = 0;
  addOwn(node);
  for (const auto& child : node.children) {
    total(*child);
    addChild(node, *child);
  }
}

void takePlan(LayerNode& node, const ModelInfo& model, const Plan* plan) {
  if (node.layer) {
    const auto at = std::size_t(node.layer - model.layers.data());
    node.plan = plan && at < plan->layers.size() ? &plan->layers[at] : nullptr;
  }
  for (const auto& child : node.children) takePlan(*child, model, plan);
}

}  // namespace

double plannedAmount(const LayerPlan& plan) {
  for (const auto& [name, value] : plan.prune_parameters) {
    if (name != "amount") continue;
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return double(*whole);
  }
  return 0;
}

QStringList modulePathParts(const QString& path) {
  QStringList parts;
  for (const QString& part : path.split(QLatin1Char('.'))) {
    bool number = false;
    part.toUInt(&number);
    if (number && !parts.isEmpty()) {
      parts.back() += QLatin1Char('.') + part;
    } else {
      parts.append(part);
    }
  }
  return parts;
}

std::unique_ptr<LayerNode> buildLayerTree(const ModelInfo& model, const Plan* plan) {
  auto root = std::make_unique<LayerNode>();
  QHash<QString, LayerNode*> byPath;
  int order = 0;
  for (const LayerInfo& layer : model.layers) {
    LayerNode* at = root.get();
    QString path;
    for (const QString& part : modulePathParts(toQt(layer.path))) {
      path += QLatin1Char('.') + part;
      LayerNode*& next = byPath[path];
      if (!next) {
        auto child = std::make_unique<LayerNode>();
        child->name = part;
        child->parent = at;
        child->row = int(at->children.size());
        child->order = order++;
        next = child.get();
        at->children.push_back(std::move(child));
      }
      at = next;
    }
    at->layer = &layer;
  }
  refreshLayerTree(*root, model, plan);
  return root;
}

void refreshLayerTree(LayerNode& root, const ModelInfo& model, const Plan* plan) {
  takePlan(root, model, plan);
  total(root);
}

}  // namespace athena::ui
