// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/number_edit.h"

#include <QDoubleValidator>
#include <QLocale>

namespace athena::ui {

NumberEdit::NumberEdit(double minimum, double maximum, QWidget* parent) : QLineEdit(parent) {
  auto* validator = new QDoubleValidator(minimum, maximum, 12, this);
  validator->setLocale(QLocale::c());
  setValidator(validator);
  setMaximumWidth(fontMetrics().averageCharWidth() * 16);
  connect(this, &QLineEdit::editingFinished, this, [this] {
    if (isModified()) Q_EMIT valueChanged(value());
    setModified(false);
  });
}

double NumberEdit::value() const { return QLocale::c().toDouble(text()); }

void NumberEdit::setValue(double value) { setText(QString::number(value, 'g', 12)); }

}  // namespace athena::ui
