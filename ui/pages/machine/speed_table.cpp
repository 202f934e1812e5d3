// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/machine/speed_table.h"

#include <QEvent>
#include <QHeaderView>
#include <QSignalBlocker>

#include "ui/document/text.h"
#include "ui/style/format.h"
#include "ui/style/scheme_style.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr int kSlowerRole = Qt::UserRole;

QString orDash(double value, const QString& text) { return value > 0 ? text : QStringLiteral("–"); }

QString layerOf(const QTreeWidgetItem* item) {
  return (item->parent() ? item->parent() : item)->text(SpeedTable::Name);
}

}  // namespace

SpeedTable::SpeedTable(QWidget* parent) : QTreeWidget(parent) {
  setHeaderLabels({tr("Layer"), tr("Multiply-adds"), tr("Time"), tr("Predicted"), QStringLiteral("GMAC/s"),
                   tr("Of fp32's time"), tr("Remark")});
  headerItem()->setToolTip(Predicted, tr("What the machine allows: the longer of the multiply-adds at the "
                                         "peak and the bytes at the rate of reading."));
  headerItem()->setToolTip(Rate, tr("10⁹ multiply-adds a second"));
  headerItem()->setToolTip(Ratio, tr("Of the layer as it is, timed in turns with it."));
  for (int column = MultiplyAdds; column <= Ratio; ++column)
    headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
  setUniformRowHeights(true);
  setAlternatingRowColors(true);
  header()->setStretchLastSection(true);
  connect(this, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
    if (item) Q_EMIT layerChosen(layerOf(item));
  });
}

QTreeWidgetItem* SpeedTable::addRow(QTreeWidgetItem* parent, const LayerSpeed& layer,
                                    const SchemeSpeed& scheme) {
  auto* item = new QTreeWidgetItem;
  if (parent) {
    parent->addChild(item);
    item->setText(Name, toQt(scheme.scheme));
    item->setIcon(Name, schemeIcon(familyOf(toQt(scheme.scheme)), scheme.slower()));
  } else {
    addTopLevelItem(item);
    item->setText(Name, toQt(layer.path));
    item->setText(MultiplyAdds, orDash(double(layer.multiply_adds), countText(layer.multiply_adds)));
  }
  for (int column = MultiplyAdds; column <= Ratio; ++column) {
    item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    item->setFont(column, figureFont(font()));
  }
  if (!scheme.refused.empty()) {
    item->setText(Remark, toQt(scheme.refused));
    return item;
  }
  item->setText(Time, timeText(scheme.ms));
  item->setText(Predicted, orDash(scheme.predicted_ms, timeText(scheme.predicted_ms)));
  item->setText(Rate, rateText(layer.gmacs(scheme)));
  if (parent) item->setText(Ratio, ratioText(scheme.ratio));
  if (scheme.slower()) item->setText(Remark, tr("slower here"));
  item->setData(Remark, kSlowerRole, scheme.slower());
  return item;
}

void SpeedTable::setLayers(const std::vector<LayerSpeed>& layers) {
  const QSignalBlocker quiet(this);
  clear();
  for (const LayerSpeed& layer : layers) {
    QTreeWidgetItem* top = addRow(nullptr, layer, layer.schemes.front());
    QStringList slower;
    for (std::size_t i = 1; i < layer.schemes.size(); ++i) {
      recolor(addRow(top, layer, layer.schemes[i]));
      if (layer.schemes[i].slower()) slower.append(toQt(layer.schemes[i].scheme));
    }
    if (!slower.isEmpty()) top->setText(Remark, tr("slower in %1").arg(slower.join(QStringLiteral(", "))));
    top->setData(Remark, kSlowerRole, !slower.isEmpty());
    recolor(top);
  }
  for (int column = Name; column < Remark; ++column) resizeColumnToContents(column);
}

void SpeedTable::recolor(QTreeWidgetItem* item) {
  item->setForeground(Predicted, mutedText(palette()));
  if (item->data(Remark, kSlowerRole).toBool()) item->setForeground(Remark, warningColor(palette()));
  for (int child = 0; child < item->childCount(); ++child) recolor(item->child(child));
}

void SpeedTable::changeEvent(QEvent* event) {
  QTreeWidget::changeEvent(event);
  if (event->type() != QEvent::PaletteChange) return;
  for (int row = 0; row < topLevelItemCount(); ++row) recolor(topLevelItem(row));
}

void SpeedTable::selectLayer(const QString& path) {
  if (currentItem() && layerOf(currentItem()) == path) return;
  const QSignalBlocker quiet(this);
  const QList<QTreeWidgetItem*> found = findItems(path, Qt::MatchExactly, Name);
  setCurrentItem(found.isEmpty() ? nullptr : found.front());
}

}  // namespace athena::ui
