// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QIcon>
#include <QWidget>

namespace athena::ui {

/// A picture the size of the text beside it, which follows the palette.
class IconLabel : public QWidget {
  Q_OBJECT

 public:
  explicit IconLabel(QWidget* parent = nullptr) : QWidget(parent) { setFixedSize(18, 18); }
  void setIcon(const QIcon& icon);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QIcon m_icon;
};

}  // namespace athena::ui
