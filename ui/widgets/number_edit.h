// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLineEdit>

namespace athena::ui {

/// A real number typed as a person writes it: 0.0001, 1e-4.
class NumberEdit : public QLineEdit {
  Q_OBJECT

 public:
  NumberEdit(double minimum, double maximum, QWidget* parent = nullptr);
  double value() const;
  void setValue(double value);

 Q_SIGNALS:
  void valueChanged(double value);  // by the person, and within the range
};

}  // namespace athena::ui
