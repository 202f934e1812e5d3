// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/kind_icon.h"

#include <QHash>

#include "ui/widgets/icons.h"

namespace athena::ui {
namespace {

QString iconNameOf(const QString& kind) {
  if (kind == QLatin1String("Linear")) return QStringLiteral("kind_linear");
  if (kind.startsWith(QLatin1String("Conv"))) return QStringLiteral("kind_conv");
  if (kind.startsWith(QLatin1String("Embedding"))) return QStringLiteral("kind_embedding");
  if (kind.startsWith(QLatin1String("LSTM")) || kind.startsWith(QLatin1String("GRU")) ||
      kind.startsWith(QLatin1String("RNN")))
    return QStringLiteral("kind_recurrent");
  if (kind.contains(QLatin1String("Norm"))) return QStringLiteral("kind_norm");
  return QStringLiteral("kind_other");
}

/// Read once, since a tree asks for one with every cell it paints.
QIcon cached(const QString& name) {
  static QHash<QString, QIcon> icons;
  QIcon& found = icons[name];
  if (found.isNull()) found = icon(name);
  return found;
}

}  // namespace

QIcon kindIcon(const QString& kind) { return cached(iconNameOf(kind)); }

QIcon moduleIcon() { return cached(QStringLiteral("kind_module")); }

}  // namespace athena::ui
