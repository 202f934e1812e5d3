// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/hand.h"

#include <QApplication>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QTest>

#include "ui/main_window.h"
#include "ui/models/layer_tree_model.h"
#include "ui/widgets/layers_view.h"

namespace athena::ui::test {

LayersView* Hand::layers() const { return m_window->findChild<LayersView*>(); }

QModelIndex Hand::layer(const QString& path, int column) const {
  auto* filter = qobject_cast<QSortFilterProxyModel*>(layers()->model());
  auto* model = qobject_cast<LayerTreeModel*>(filter->sourceModel());
  return filter->mapFromSource(model->indexOf(path)).siblingAtColumn(column);
}

void Hand::click(const QModelIndex& layerCell, Qt::KeyboardModifiers keys) const {
  layers()->scrollTo(layerCell);
  QTest::mouseClick(layers()->viewport(), Qt::LeftButton, keys, layers()->visualRect(layerCell).center());
}

bool Hand::choose(const QString& text) const {
  auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
  if (!menu) return false;
  for (QAction* action : menu->actions()) {
    if (!action->text().startsWith(text)) continue;
    if (action->menu()) {
      menu->setActiveAction(action);
      QTest::keyClick(menu, Qt::Key_Right);
    } else {
      QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    }
    return true;
  }
  return false;
}

void Hand::key(Qt::Key key, Qt::KeyboardModifiers modifiers) const {
  // The offscreen platform leaves no window active once a menu has closed; a desktop gives it back.
  m_window->activateWindow();
  if (!QTest::qWaitForWindowActive(m_window)) QTest::qFail("the window is not active", __FILE__, __LINE__);
  QTest::keyClick(m_window, key, modifiers);
}

}  // namespace athena::ui::test
