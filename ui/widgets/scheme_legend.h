// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "ui/style/scheme_style.h"

class QHBoxLayout;

namespace athena::ui {

/// One line that says what the charts' colours and markers mean.
class SchemeLegend : public QWidget {
  Q_OBJECT

 public:
  explicit SchemeLegend(QWidget* parent = nullptr);
  /// `hollow`: with an entry for what cannot be compared.
  void setContent(const std::vector<SchemeFamily>& families, bool hollow);

 private:
  void add(const QIcon& icon, const QString& text, const QString& tip);
  QHBoxLayout* m_line;
};

}  // namespace athena::ui
