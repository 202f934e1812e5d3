// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>
#include <vector>

#include "athena/catalogue.h"

namespace athena::ui {

/// A scheme that some of the chosen layers can take.
struct SchemeChoice {
  const MethodSpec* method = nullptr;
  QStringList layers;  // those of the chosen that it serves
};

/// What can be done with layers of a model: the union over them, in the catalogue's order.
std::vector<SchemeChoice> schemeChoices(const ModelInfo& model, const QStringList& paths);

/// Those of `paths` that can be pruned.
QStringList prunableLayers(const ModelInfo& model, const QStringList& paths);

}  // namespace athena::ui
