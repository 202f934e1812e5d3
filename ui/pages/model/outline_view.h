// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTreeView>

namespace athena::ui {

class OutlineModel;
class WorkbenchDocument;

/// The open model's graph in outline. What is selected in it is selected everywhere, and the other way round.
class OutlineView : public QTreeView {
  Q_OBJECT

 public:
  explicit OutlineView(WorkbenchDocument& document, QWidget* parent = nullptr);

 protected:
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  void showEvent(QShowEvent* event) override;

 private:
  void showSelection();

  WorkbenchDocument& m_document;
  OutlineModel* m_outline;
  bool m_selecting = false;  // one of the two is following the other
};

}  // namespace athena::ui
