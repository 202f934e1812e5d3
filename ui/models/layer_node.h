// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <memory>
#include <optional>
#include <vector>

#include "athena/types/model_info.h"
#include "athena/types/plan.h"

namespace athena::ui {

/// One row of the layer tree: a layer, a module that holds some, or both.
struct LayerNode {
  QString name;
  LayerNode* parent = nullptr;
  int row = 0, order = 0;
  const LayerInfo* layer = nullptr;  // null: a module only
  const LayerPlan* plan = nullptr;   // null: no recipe applies
  std::vector<std::unique_ptr<LayerNode>> children;

  // Of the layer and all below it.
  QStringList paths;
  std::int64_t bytes = 0, predictedBytes = 0, parameters = 0;
  std::optional<double> timeShare;
  bool compressible = false;
  std::optional<QString> scheme;  // of those that can be compressed; none: there are several
  std::optional<double> amount;   // the share pruned; none: there are several
  double largestAmount = 0;
};

/// The share of a layer's weights that a plan prunes; 0: none.
double plannedAmount(const LayerPlan& plan);

/// "encoder.layers.0.linear1" as {"encoder", "layers.0", "linear1"}.
QStringList modulePathParts(const QString& path);

/// The tree over a model's layers; `plan` may be null, else it is of the same layers. Both must outlive it.
std::unique_ptr<LayerNode> buildLayerTree(const ModelInfo& model, const Plan* plan);

/// The totals again, after the plan or the times have changed.
void refreshLayerTree(LayerNode& root, const ModelInfo& model, const Plan* plan);

}  // namespace athena::ui
