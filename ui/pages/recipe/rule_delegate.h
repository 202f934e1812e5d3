// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace athena::ui {

class WorkbenchDocument;

/// Editors for the cells of a rule: layer paths are completed, kinds and methods offered.
class RuleDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  RuleDelegate(const WorkbenchDocument& document, std::string verb, QObject* parent = nullptr);
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

 private:
  QWidget* makeCombo(QWidget* parent, const QStringList& choices, bool editable) const;
  const WorkbenchDocument& m_document;
  const std::string m_verb;
};

}  // namespace athena::ui
