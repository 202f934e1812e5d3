// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/budget_edit.h"

#include <QSignalBlocker>

namespace athena::ui {

BudgetEdit::BudgetEdit(AxisUnit unit, QWidget* parent)
    : QDoubleSpinBox(parent), m_scale(unit == AxisUnit::Bytes ? 1e6 : 1) {
  setLocale(QLocale::c());  // figures are the same in every language
  setDecimals(4);
  setRange(0, 1e6);
  setSingleStep(0.1);
  setStepType(AdaptiveDecimalStepType);
  setSuffix(unit == AxisUnit::Bytes ? QStringLiteral(" MB") : QStringLiteral(" ms"));
  setSpecialValueText(tr("no budget"));
  setAlignment(Qt::AlignRight);
  setKeyboardTracking(false);
  setToolTip(unit == AxisUnit::Bytes
                 ? tr("The largest file you accept; the best result within lights up. Or drag the line.")
                 : tr("The longest time you accept; the best result within lights up. Or drag the line."));
  setFixedWidth(fontMetrics().averageCharWidth() * 17);
  setAccessibleName(unit == AxisUnit::Bytes ? tr("Size budget") : tr("Time budget"));
  connect(this, &QDoubleSpinBox::valueChanged, this, [this] { Q_EMIT budgetEdited(budget()); });
}

QString BudgetEdit::textFromValue(double value) const { return QString::number(value, 'g', 4); }

std::optional<double> BudgetEdit::budget() const {
  return value() > 0 ? std::optional(value() * m_scale) : std::nullopt;
}

void BudgetEdit::setBudget(std::optional<double> budget) {
  const QSignalBlocker quiet(this);
  setValue(budget.value_or(0) / m_scale);
}

}  // namespace athena::ui
