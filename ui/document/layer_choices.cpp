// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/layer_choices.h"

#include <QSet>

#include "ui/document/text.h"

namespace athena::ui {
namespace {

constexpr auto kPruningCriterion = "l1";

QStringList servedBy(const MethodSpec& method, const ModelInfo& model, const QSet<QString>& chosen) {
  QStringList served;
  for (const LayerInfo& layer : model.layers) {
    const QString path = toQt(layer.path);
    if (layer.compressible && chosen.contains(path) && serves_kind(method, layer.kind)) served.append(path);
  }
  return served;
}

}  // namespace

std::vector<SchemeChoice> schemeChoices(const ModelInfo& model, const QStringList& paths) {
  const QSet<QString> chosen(paths.begin(), paths.end());
  std::vector<SchemeChoice> choices;
  for (const MethodSpec& method : method_catalogue()) {
    if (method.step != "quantize") continue;
    QStringList served = servedBy(method, model, chosen);
    if (!served.isEmpty()) choices.push_back({&method, std::move(served)});
  }
  return choices;
}

QStringList prunableLayers(const ModelInfo& model, const QStringList& paths) {
  const MethodSpec* method = find_method("prune", kPruningCriterion);
  return method ? servedBy(*method, model, QSet<QString>(paths.begin(), paths.end())) : QStringList();
}

}  // namespace athena::ui
