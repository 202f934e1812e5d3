// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace athena::ui {

/// The heading of a part of a page or panel.
class SectionTitle : public QLabel {
  Q_OBJECT

 public:
  explicit SectionTitle(const QString& text = {}, double scale = 1.0, QWidget* parent = nullptr)
      : QLabel(text, parent) {
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * scale);
    setFont(bold);
    setTextFormat(Qt::PlainText);
  }
};

}  // namespace athena::ui
