// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scheme_legend.h"

#include <QHBoxLayout>
#include <QLabel>

#include "ui/widgets/muted_label.h"

namespace athena::ui {

SchemeLegend::SchemeLegend(QWidget* parent) : QWidget(parent), m_line(new QHBoxLayout(this)) {
  m_line->setContentsMargins(0, 0, 0, 0);
  m_line->setSpacing(3);
}

void SchemeLegend::setContent(const std::vector<SchemeFamily>& families, bool hollow) {
  while (QLayoutItem* item = m_line->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (SchemeFamily family : families) add(schemeIcon(family), schemeName(family), {});
  if (hollow) {
    add(schemeIcon(SchemeFamily::Fp32, true), tr("not comparable"),
        tr("Drawn hollow and kept off the front: measured under other conditions, outdated, or on random "
           "inputs."));
  }
}

void SchemeLegend::add(const QIcon& icon, const QString& text, const QString& tip) {
  auto* marker = new QLabel;
  marker->setPixmap(icon.pixmap(QSize(14, 14), devicePixelRatioF()));
  auto* label = new MutedLabel(text);
  if (m_line->count() > 0) m_line->addSpacing(8);
  for (QLabel* each : {marker, static_cast<QLabel*>(label)}) {
    each->setToolTip(tip);
    m_line->addWidget(each);
  }
}

}  // namespace athena::ui
