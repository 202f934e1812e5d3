// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace athena::ui {

class LayerFilterModel;
class LayersView;
class LayerTreeModel;
class WorkbenchDocument;

/// The model's layers with what is done to each, searched, filtered and chosen from.
class LayersPanel : public QWidget {
  Q_OBJECT

 public:
  explicit LayersPanel(WorkbenchDocument& document, QWidget* parent = nullptr);
  void focusSearch();
  LayersView* view() const { return m_view; }

 private:
  void modelChanged();
  void fillKinds();
  void updateTotals();
  void selectionChanged();
  void showSelection();
  void choose(const QModelIndex& index);

  WorkbenchDocument& m_document;
  LayerTreeModel* m_layers;
  LayerFilterModel* m_filter;
  QLineEdit* m_search;
  QComboBox* m_kind;
  LayersView* m_view;
  QLabel* m_total;
  QLabel* m_predicted;
  bool m_selecting = false;  // the selection in the view is being set from the document
};

}  // namespace athena::ui
