// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "ui/pages/compare/chart_points.h"

class QLabel;

namespace athena::ui {

class BudgetEdit;
class ElidedLabel;
class SchemeLegend;

/// The two linked charts: quality over size and over time. A budget set in either limits both; the best
/// result within lights up in both.
class ResultCharts : public QWidget {
  Q_OBJECT

 public:
  explicit ResultCharts(QWidget* parent = nullptr);

  void setRows(const std::vector<ResultRow>& rows);
  void setSelected(const QList<qint64>& ids);
  std::optional<qint64> best() const { return m_best; }

  ScatterPlot* sizeChart() const { return m_size.plot; }
  ScatterPlot* timeChart() const { return m_time.plot; }
  QList<PlotView*> views() const { return {m_size.plot, m_time.plot}; }

 Q_SIGNALS:
  void clicked(qint64 id, Qt::KeyboardModifiers modifiers);
  void activated(qint64 id);
  void bestChanged(std::optional<qint64> id);

 private:
  struct Chart {
    ScatterPlot* plot;
    ElidedLabel* title;
    BudgetEdit* budget;
  };
  Chart makeChart(AxisUnit unit);
  void setTitles();
  void findBest();

  std::vector<ResultRow> m_rows;
  Quality m_quality = Quality::Accuracy;
  std::optional<qint64> m_best;
  Chart m_size, m_time;
  SchemeLegend* m_legend;
  ElidedLabel* m_sentence;
};

}  // namespace athena::ui
