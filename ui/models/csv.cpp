// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/csv.h"

#include <QLocale>

namespace athena::ui {
namespace {

QString field(const QVariant& value, QChar separator) {
  QString text = value.typeId() == QMetaType::Double
                     ? QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest)
                     : value.toString();
  const bool quote = text.contains(separator) || text.contains(QLatin1Char('"')) ||
                     text.contains(QLatin1Char('\n')) || text.contains(QLatin1Char('\r'));
  if (!quote) return text;
  return QLatin1Char('"') + text.replace(QLatin1String("\""), QLatin1String("\"\"")) + QLatin1Char('"');
}

}  // namespace

QString csvText(const QAbstractItemModel& model, QChar separator) {
  QString text;
  for (int row = -1; row < model.rowCount(); ++row) {
    for (int column = 0; column < model.columnCount(); ++column) {
      if (column > 0) text += separator;
      text += field(row < 0 ? model.headerData(column, Qt::Horizontal, kCsvRole)
                            : model.index(row, column).data(kCsvRole),
                    separator);
    }
    text += QLatin1Char('\n');
  }
  return text;
}

}  // namespace athena::ui
