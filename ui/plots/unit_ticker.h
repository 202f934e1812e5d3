// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <qcustomplot.h>

#include "ui/plots/axis_unit.h"

namespace athena::ui {

/// Ticks of an axis with a unit. Included by files of ui/plots only.
class UnitTicker : public QCPAxisTicker {
 public:
  explicit UnitTicker(AxisUnit unit) : m_unit(unit) { setTickCount(5); }

 protected:
  double getTickStep(const QCPRange& range) override {
    m_step = QCPAxisTicker::getTickStep(range);
    if (m_unit == AxisUnit::Bytes) m_step = std::max(1.0, m_step);
    m_largest = std::max(std::abs(range.lower), std::abs(range.upper));
    return m_step;
  }
  QString getTickLabel(double tick, const QLocale&, QChar, int) override {
    return tickLabel(m_unit, tick, m_step, m_largest);
  }

 private:
  AxisUnit m_unit;
  double m_step = 1, m_largest = 1;
};

}  // namespace athena::ui
