// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDoubleSpinBox>
#include <optional>

#include "ui/plots/axis_unit.h"

namespace athena::ui {

/// A limit on a cost, typed: in MB or ms; at the bottom of its range it is "none".
class BudgetEdit : public QDoubleSpinBox {
  Q_OBJECT

 public:
  explicit BudgetEdit(AxisUnit unit, QWidget* parent = nullptr);
  /// In bytes or ms.
  std::optional<double> budget() const;
  void setBudget(std::optional<double> budget);
  QString textFromValue(double value) const override;

 Q_SIGNALS:
  void budgetEdited(std::optional<double> budget);  // by the person

 private:
  double m_scale;
};

}  // namespace athena::ui
