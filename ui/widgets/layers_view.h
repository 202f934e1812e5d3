// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTreeView>

namespace athena::ui {

/// A tree of layers in which a cell that holds a choice opens on a click (or Return, F4), and does so for the
/// whole selection where its row is part of it.
class LayersView : public QTreeView {
  Q_OBJECT

 public:
  explicit LayersView(QWidget* parent = nullptr);
  /// Selected layers if the row is selected, else the row's.
  QStringList layersFor(const QModelIndex& index) const;
  QStringList selectedLayers() const;

 Q_SIGNALS:
  void choose(const QModelIndex& index);  // of a scheme or prune cell

 protected:
  QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index,
                                                       const QEvent* event) const override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace athena::ui
