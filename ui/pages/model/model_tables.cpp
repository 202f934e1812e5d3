// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/model/model_tables.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "ui/document/text.h"
#include "ui/style/format.h"

namespace athena::ui {

std::vector<KindTotal> kindTotals(const ModelInfo& model) {
  std::vector<KindTotal> totals;
  for (const LayerInfo& layer : model.layers) {
    const QString kind = toQt(layer.kind), reason = toQt(layer.reason);
    auto it = std::find_if(totals.begin(), totals.end(), [&](const KindTotal& total) {
      return total.kind == kind && total.compressible == layer.compressible && total.reason == reason;
    });
    if (it == totals.end()) {
      it = totals.insert(totals.end(), {kind, layer.compressible, reason, 0, 0, 0});
    }
    ++it->layers;
    if (!layer.tied_to.empty()) continue;
    it->parameters += layer.parameters;
    it->bytes += layer.bytes;
  }
  std::stable_sort(totals.begin(), totals.end(),
                   [](const KindTotal& a, const KindTotal& b) { return a.bytes > b.bytes; });
  return totals;
}

QString tensorsText(const ModelInfo& model) {
  QStringList uses;
  const auto add = [&](TensorUse use, const QString& text) {
    if (const auto count = model.count(use); count > 0) uses.append(text.arg(countText(count)));
  };
  add(TensorUse::Compressible, QCoreApplication::translate("athena::ui::ModelPage", "%1 can be compressed"));
  add(TensorUse::Kept, QCoreApplication::translate("athena::ui::ModelPage", "%1 kept as they are"));
  add(TensorUse::Tied, QCoreApplication::translate("athena::ui::ModelPage", "%1 tied"));
  add(TensorUse::Unused, QCoreApplication::translate("athena::ui::ModelPage", "%1 unused"));
  const QString all = countText(static_cast<std::int64_t>(model.tensors.size()));
  return uses.isEmpty() ? all : all + QStringLiteral(": ") + uses.join(QStringLiteral(", "));
}

QString argumentsText(const MethodInfo& method) {
  QStringList arguments;
  for (const ArgumentInfo& argument : method.arguments) {
    QString text = QStringLiteral("%1: %2").arg(toQt(argument.name), toQt(argument.type));
    if (argument.has_default) text += QStringLiteral(" = …");
    arguments.append(text);
  }
  return arguments.join(QStringLiteral(", "));
}

}  // namespace athena::ui
