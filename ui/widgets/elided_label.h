// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QLabel>

namespace athena::ui {

/// One line of plain text that gives way in the middle where there is no room; the tooltip has all of it, and
/// its menu copies it.
class ElidedLabel : public QLabel {
  Q_OBJECT

 public:
  explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);
  void setText(const QString& text);
  void setElideMode(Qt::TextElideMode mode) { m_mode = mode; }
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Qt::TextElideMode m_mode = Qt::ElideMiddle;
};

}  // namespace athena::ui
