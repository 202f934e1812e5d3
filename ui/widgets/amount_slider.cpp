// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/amount_slider.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

namespace athena::ui {

AmountSlider::AmountSlider(QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal)), m_box(new QDoubleSpinBox) {
  m_slider->setRange(0, 100);
  m_slider->setPageStep(10);
  m_slider->setMinimumWidth(48);
  m_box->setLocale(QLocale::c());  // figures are the same in every language
  m_box->setRange(0, 100);
  m_box->setDecimals(1);
  m_box->setSuffix(QStringLiteral(" %"));
  m_box->setSpecialValueText(tr("none"));
  m_box->setAlignment(Qt::AlignRight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(m_slider, 1);
  row->addWidget(m_box);
  setFocusProxy(m_slider);
  connect(m_slider, &QSlider::valueChanged, this, [this](int percent) {
    const QSignalBlocker quiet(m_box);
    m_box->setValue(percent);
    Q_EMIT amountChanged(amount());
  });
  connect(m_box, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(int(std::lround(percent)));
    Q_EMIT amountChanged(amount());
  });
}

double AmountSlider::amount() const { return m_box->value() / 100; }

void AmountSlider::setAmount(double amount) {
  const QSignalBlocker quietBox(m_box), quietSlider(m_slider);
  m_box->setValue(amount * 100);
  m_slider->setValue(int(std::lround(amount * 100)));
}

}  // namespace athena::ui
