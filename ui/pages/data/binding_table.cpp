// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/binding_table.h"

#include <QComboBox>
#include <QHeaderView>
#include <algorithm>

#include "ui/document/text.h"

namespace athena::ui {
namespace {

enum Column { Argument, Type, Source, As, ColumnCount };

QString describe(const ColumnInfo& column) {
  QStringList sizes;
  for (std::int64_t size : column.shape) sizes << QString::number(size);
  return QStringLiteral("%1 [%2]").arg(toQt(column.dtype), sizes.join(QStringLiteral(", ")));
}

}  // namespace

BindingTable::BindingTable(QWidget* parent) : QTableWidget(0, ColumnCount, parent) {
  setHorizontalHeaderLabels({tr("Argument"), tr("Type"), tr("Column"), tr("As")});
  horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  verticalHeader()->hide();
  setSelectionMode(QAbstractItemView::NoSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
}

QStringList BindingTable::columnsOf(const DataDraft& draft) {
  QStringList names;
  for (const ColumnInfo& column : common_columns(draft.sources)) names << toQt(column.name);
  return names;
}

QComboBox* BindingTable::addBox(int row, int column, const QStringList& names, const QString& none,
                                const QString& chosen) {
  auto* box = new QComboBox;
  box->addItem(none, QString());
  for (const QString& name : names) box->addItem(name, name);
  box->setCurrentIndex(std::max(0, box->findData(chosen)));
  setCellWidget(row, column, box);
  connect(box, &QComboBox::currentIndexChanged, this, &BindingTable::edited);
  return box;
}

void BindingTable::setDraft(const DataDraft& draft) {
  m_inputs = draft.inputs;
  setRowCount(0);
  setRowCount(static_cast<int>(m_inputs.size()));
  const QStringList names = columnsOf(draft);
  const QStringList types{QStringLiteral("float32"), QStringLiteral("float16"), QStringLiteral("int64"),
                          QStringLiteral("int32"),   QStringLiteral("uint8"),   QStringLiteral("bool")};
  for (int row = 0; row < rowCount(); ++row) {
    const InputChoice& input = m_inputs[static_cast<std::size_t>(row)];
    const QString name = input.argument.empty() ? tr("input %1").arg(row + 1) : toQt(input.argument);
    setItem(row, Argument, new QTableWidgetItem(name));
    setItem(row, Type, new QTableWidgetItem(toQt(input.type)));
    QComboBox* columns = addBox(row, Source, names, tr("none"), toQt(input.column));
    columns->setAccessibleName(tr("Column of %1").arg(name));
    for (const ColumnInfo& column : draft.sources.front().columns) {
      const int at = columns->findData(toQt(column.name));
      if (at >= 0) columns->setItemData(at, describe(column), Qt::ToolTipRole);
    }
    QComboBox* as = addBox(row, As, types, tr("as stored"), toQt(input.dtype));
    as->setAccessibleName(tr("Type of %1").arg(name));
    as->setToolTip(tr("Bytes become float32 from 0 to 1."));
  }
}

std::vector<InputChoice> BindingTable::inputs() const {
  std::vector<InputChoice> inputs = m_inputs;
  for (int row = 0; row < rowCount(); ++row) {
    InputChoice& input = inputs[static_cast<std::size_t>(row)];
    const std::string column =
        qobject_cast<QComboBox*>(cellWidget(row, Source))->currentData().toString().toStdString();
    if (column != input.column) input.shape.clear();  // it was the other column's
    input.column = column;
    input.dtype = qobject_cast<QComboBox*>(cellWidget(row, As))->currentData().toString().toStdString();
  }
  return inputs;
}

}  // namespace athena::ui
