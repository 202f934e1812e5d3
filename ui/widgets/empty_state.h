// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace athena::ui {

/// What stands where nothing is yet: what belongs here, and the button that brings it.
class EmptyState : public QWidget {
  Q_OBJECT

 public:
  EmptyState(const QString& title, const QString& text, QWidget* parent = nullptr);
  /// A button for `action`; the first one is the one to press.
  void addAction(QAction* action);

 private:
  QVBoxLayout* m_column;
};

}  // namespace athena::ui
