// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QGridLayout;

namespace athena::ui {

/// Names and values in two columns, the values selectable.
class FactList : public QWidget {
  Q_OBJECT

 public:
  explicit FactList(QWidget* parent = nullptr);
  void clear();
  /// A fact without a value is left out. `predicted` values are quieter than measured ones.
  void add(const QString& name, const QString& value, const QString& tip = {}, bool predicted = false);

 private:
  QGridLayout* m_grid;
};

}  // namespace athena::ui
