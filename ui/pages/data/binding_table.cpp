// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/binding_table.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <algorithm>

#include "athena/data_draft.h"
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
  setHorizontalHeaderLabels({tr("Argument"), tr("Type"), tr("Column or value"), tr("As")});
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

QComboBox* BindingTable::addSources(int row, const QStringList& names, const InputChoice& input) {
  QComboBox* box = addBox(row, Source, names, tr("none"), toQt(input.column));
  box->setEditable(true);
  box->setInsertPolicy(QComboBox::NoInsert);
  box->setToolTip(tr("A column, or what every sample is given: 16000, 0.5, true, [1, 2], \"mean\""));
  if (!input.value.empty()) box->setEditText(toQt(input.value));
  connect(box->lineEdit(), &QLineEdit::editingFinished, this, &BindingTable::edited);
  return box;
}

void BindingTable::setDraft(const DataDraft& draft) {
  m_draft = draft;
  setRowCount(0);
  setRowCount(static_cast<int>(draft.inputs.size()));
  const QStringList names = columnsOf(draft);
  const QStringList types{QStringLiteral("float32"), QStringLiteral("float16"), QStringLiteral("int64"),
                          QStringLiteral("int32"),   QStringLiteral("uint8"),   QStringLiteral("bool")};
  for (int row = 0; row < rowCount(); ++row) {
    const InputChoice& input = draft.inputs[static_cast<std::size_t>(row)];
    const QString name = input.argument.empty() ? tr("input %1").arg(row + 1) : toQt(input.argument);
    setItem(row, Argument, new QTableWidgetItem(name));
    setItem(row, Type, new QTableWidgetItem(toQt(input.type)));
    QComboBox* columns = addSources(row, names, input);
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
  std::vector<InputChoice> inputs = m_draft.inputs;
  for (int row = 0; row < rowCount(); ++row) {
    InputChoice& input = inputs[static_cast<std::size_t>(row)];
    const auto* box = qobject_cast<QComboBox*>(cellWidget(row, Source));
    const int listed = box->findText(box->currentText(), Qt::MatchExactly | Qt::MatchCaseSensitive);
    feed(input, (listed >= 0 ? box->itemData(listed).toString() : box->currentText()).toStdString(), m_draft);
    input.dtype = qobject_cast<QComboBox*>(cellWidget(row, As))->currentData().toString().toStdString();
  }
  return inputs;
}

}  // namespace athena::ui
