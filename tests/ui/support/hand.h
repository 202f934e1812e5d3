// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QModelIndex>

namespace athena::ui {
class LayersView;
class MainWindow;
}  // namespace athena::ui

namespace athena::ui::test {

/// What a person's hand does to a window.
class Hand {
 public:
  explicit Hand(MainWindow& window) : m_window(&window) {}

  LayersView* layers() const;
  /// A cell of the layer tree; `column` is one of LayerTreeModel's.
  QModelIndex layer(const QString& path, int column) const;
  void click(const QModelIndex& layerCell, Qt::KeyboardModifiers keys = Qt::NoModifier) const;
  /// Clicks an entry of the menu that is open, found by how its text begins.
  bool choose(const QString& text) const;
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;

 private:
  MainWindow* m_window;
};

}  // namespace athena::ui::test
