// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTreeWidget>

#include "athena/types/machine.h"

namespace athena::ui {

/// Layers, and below each its time as it is and in every scheme, measured and predicted; a scheme that slows
/// its layer down is marked.
class SpeedTable : public QTreeWidget {
  Q_OBJECT

 public:
  enum Column { Name, MultiplyAdds, Time, Predicted, Rate, Ratio, Remark };

  explicit SpeedTable(QWidget* parent = nullptr);
  void setLayers(const std::vector<LayerSpeed>& layers);
  /// Selects the layer's row without telling; empty: none.
  void selectLayer(const QString& path);

 Q_SIGNALS:
  void layerChosen(const QString& path);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QTreeWidgetItem* addRow(QTreeWidgetItem* parent, const LayerSpeed& layer, const SchemeSpeed& scheme);
  void recolor(QTreeWidgetItem* item);
};

}  // namespace athena::ui
