// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QDoubleSpinBox;
class QSlider;

namespace athena::ui {

/// A share from 0 to 1, dragged or typed as a percentage.
class AmountSlider : public QWidget {
  Q_OBJECT

 public:
  explicit AmountSlider(QWidget* parent = nullptr);
  double amount() const;
  /// Shows a value without saying that it changed.
  void setAmount(double amount);

 Q_SIGNALS:
  void amountChanged(double amount);  // by the person

 private:
  QSlider* m_slider;
  QDoubleSpinBox* m_box;
};

}  // namespace athena::ui
