// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/recipe/rule_delegate.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>

#include "athena/catalogue.h"
#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/recipe/rule_table_model.h"

namespace athena::ui {
namespace {

QStringList layerPaths(const ModelInfo* info) {
  QStringList paths;
  if (!info) return paths;
  for (const LayerInfo& layer : info->layers) {
    if (layer.compressible) paths.append(toQt(layer.path));
  }
  return paths;
}

QStringList compressibleKinds(const ModelInfo* info) {
  QStringList kinds;
  if (!info) return kinds;
  for (const LayerInfo& layer : info->layers) {
    if (layer.compressible) kinds.append(toQt(layer.kind));
  }
  kinds.removeDuplicates();
  kinds.sort();
  return kinds;
}

}  // namespace

RuleDelegate::RuleDelegate(const WorkbenchDocument& document, std::string verb, QObject* parent)
    : QStyledItemDelegate(parent), m_document(document), m_verb(std::move(verb)) {}

QWidget* RuleDelegate::makeCombo(QWidget* parent, const QStringList& choices, bool editable) const {
  auto* combo = new QComboBox(parent);
  combo->setEditable(editable);
  combo->addItems(choices);
  auto* delegate = const_cast<RuleDelegate*>(this);
  connect(combo, &QComboBox::textActivated, delegate, [delegate, combo] {
    Q_EMIT delegate->commitData(combo);
    Q_EMIT delegate->closeEditor(combo);
  });
  return combo;
}

QWidget* RuleDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const {
  switch (index.column()) {
    case RuleTableModel::LayersColumn: {
      auto* edit = new QLineEdit(parent);
      auto* completer = new QCompleter(layerPaths(m_document.info()), edit);
      completer->setFilterMode(Qt::MatchContains);
      completer->setCaseSensitivity(Qt::CaseInsensitive);
      edit->setCompleter(completer);
      return edit;
    }
    case RuleTableModel::KindsColumn:
      return makeCombo(parent, QStringList(QString()) + compressibleKinds(m_document.info()), true);
    case RuleTableModel::MethodColumn: {
      QStringList methods;
      for (const MethodSpec& method : method_catalogue()) {
        if (method.step == m_verb) methods.append(toQt(method.name));
      }
      auto* combo = static_cast<QComboBox*>(makeCombo(parent, methods, false));
      for (int i = 0; i < combo->count(); ++i) {
        const MethodSpec* method = find_method(m_verb, methods[i].toStdString());
        combo->setItemData(i, catalogueText(method->summary), Qt::ToolTipRole);
      }
      return combo;
    }
    default:
      return QStyledItemDelegate::createEditor(parent, option, index);
  }
}

void RuleDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  const QString text = index.data(Qt::EditRole).toString();
  if (auto* combo = qobject_cast<QComboBox*>(editor)) {
    combo->setCurrentText(text);
  } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
    edit->setText(text);
  }
}

void RuleDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
  if (auto* combo = qobject_cast<QComboBox*>(editor)) {
    model->setData(index, combo->currentText(), Qt::EditRole);
  } else if (auto* edit = qobject_cast<QLineEdit*>(editor)) {
    model->setData(index, edit->text(), Qt::EditRole);
  }
}

}  // namespace athena::ui
