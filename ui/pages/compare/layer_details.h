// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <vector>

#include "athena/types/variant.h"

class QTableView;

namespace athena::ui {

class BarPlot;
class ElidedLabel;
class LayerReportModel;

/// What each layer of the selected result became: bytes before and after as bars, and everything as a table.
/// Of two selected results the bars show both, the table the first.
class LayerDetails : public QWidget {
  Q_OBJECT

 public:
  explicit LayerDetails(QWidget* parent = nullptr);
  void setVariants(const std::vector<const Variant*>& variants);

  LayerReportModel* model() const { return m_model; }
  BarPlot* bars() const { return m_bars; }

 Q_SIGNALS:
  void saveRequested();  // the table, as CSV

 private:
  LayerReportModel* m_model;
  QTableView* m_table;
  BarPlot* m_bars;
  ElidedLabel *m_title, *m_coverage;
};

}  // namespace athena::ui
