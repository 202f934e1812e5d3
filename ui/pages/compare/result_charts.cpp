// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/result_charts.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <set>

#include "ui/document/text.h"
#include "ui/style/format.h"
#include "ui/widgets/budget_edit.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/scheme_legend.h"

namespace athena::ui {

ResultCharts::ResultCharts(QWidget* parent)
    : QWidget(parent),
      m_size(makeChart(AxisUnit::Bytes)),
      m_time(makeChart(AxisUnit::Milliseconds)),
      m_legend(new SchemeLegend),
      m_sentence(new ElidedLabel) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(4);
  grid->setHorizontalSpacing(12);
  int column = 0;
  for (const Chart& chart : {m_size, m_time}) {
    auto* line = new QHBoxLayout;
    line->addWidget(chart.title, 1);
    line->addWidget(chart.budget);
    grid->addLayout(line, 0, column);
    grid->addWidget(chart.plot, 1, column);
    grid->setColumnStretch(column, 1);
    ++column;
  }
  grid->setRowStretch(1, 1);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(16);
  foot->addWidget(m_legend);
  m_sentence->setElideMode(Qt::ElideRight);
  m_sentence->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  foot->addWidget(m_sentence, 1);
  grid->addLayout(foot, 2, 0, 1, 2);
  m_size.plot->setObjectName(QStringLiteral("sizeChart"));
  m_time.plot->setObjectName(QStringLiteral("timeChart"));
}

ResultCharts::Chart ResultCharts::makeChart(AxisUnit unit) {
  Chart chart{new ScatterPlot, new ElidedLabel, new BudgetEdit(unit)};
  chart.title->setElideMode(Qt::ElideRight);
  connect(chart.plot, &ScatterPlot::clicked, this, &ResultCharts::clicked);
  connect(chart.plot, &ScatterPlot::activated, this, &ResultCharts::activated);
  connect(chart.plot, &ScatterPlot::budgetChanged, this, [this, chart] {
    chart.budget->setBudget(chart.plot->budget());
    findBest();
  });
  connect(chart.budget, &BudgetEdit::budgetEdited, chart.plot, &ScatterPlot::setBudget);
  return chart;
}

void ResultCharts::setRows(const std::vector<ResultRow>& rows) {
  m_rows = rows;
  m_quality = ChartPoints::quality(rows);
  setTitles();
  std::set<SchemeFamily> families;
  bool hollow = false;
  for (const auto& [chart, cost] : {std::pair(m_size, Cost::Size), std::pair(m_time, Cost::Time)}) {
    std::vector<ScatterPoint> points = ChartPoints::of(m_rows, cost, m_quality);
    for (const ScatterPoint& point : points) {
      if (point.comparable) families.insert(point.family);
      hollow = hollow || !point.comparable;
    }
    chart.plot->setEmptyText(!points.empty()      ? QString()
                             : cost == Cost::Time ? tr("No times yet: measure a result with its latency.")
                                                  : tr("No accuracy yet: run a recipe with data."));
    chart.budget->setEnabled(!points.empty());
    chart.plot->setFront(ChartPoints::front(points, ChartPoints::higherIsBetter(m_rows, m_quality)));
    chart.plot->setPoints(std::move(points));
  }
  m_legend->setContent({families.begin(), families.end()}, hollow);
  findBest();
}

void ResultCharts::setTitles() {
  QString what = m_quality == Quality::Accuracy ? tr("Accuracy") : tr("Agreement with the original");
  AxisUnit unit = AxisUnit::Percent;
  if (m_quality == Quality::Accuracy)
    for (const ResultRow& row : m_rows)
      if (row.quality) {
        if (row.quality->name != "top1") what = toQt(row.quality->name);
        if (!row.quality->fraction) unit = AxisUnit::Plain;
        break;
      }
  QString conditions;
  for (const ResultRow& row : m_rows) {
    if (!row.comparable() || !row.latency) continue;
    conditions = tr(" · batch %1, %n thread(s)", nullptr, row.latency->threads).arg(row.latency->batch);
    break;
  }
  m_size.title->setText(tr("%1 over file size").arg(what));
  m_time.title->setText(tr("%1 over time per call").arg(what) + conditions);
  m_size.plot->setAxes(tr("file size"), AxisUnit::Bytes, what, unit);
  m_time.plot->setAxes(tr("time per call") + conditions, AxisUnit::Milliseconds, what, unit);
}

void ResultCharts::setSelected(const QList<qint64>& ids) {
  m_size.plot->setSelected(ids);
  m_time.plot->setSelected(ids);
}

void ResultCharts::findBest() {
  const Budgets budgets{m_size.plot->budget(), m_time.plot->budget()};
  const auto best = ChartPoints::best(m_rows, m_quality, budgets);
  m_size.plot->setBest(best);
  m_time.plot->setBest(best);
  QStringList limits;
  if (budgets.bytes) limits << bytesText(qRound64(*budgets.bytes));
  if (budgets.ms) limits << timeText(*budgets.ms);
  const QString limit = limits.join(tr(" and "));
  if (!budgets.any()) {
    m_sentence->setText({});
  } else if (!best) {
    m_sentence->setText(tr("No result within %1.").arg(limit));
  } else {
    for (const ResultRow& row : m_rows) {
      if (row.id != *best) continue;
      QStringList figures{bytesText(row.fileBytes)};
      if (row.quality)
        figures.prepend(row.quality->fraction ? percentText(row.quality->value)
                                              : figureText(row.quality->value, 4));
      if (row.latency) figures << timeText(row.latency->variant.median_ms);
      m_sentence->setText(
          tr("Best within %1: %2 (%3)").arg(limit, row.name, figures.join(QStringLiteral(" · "))));
    }
  }
  if (best == m_best) return;
  m_best = best;
  Q_EMIT bestChanged(best);
}

}  // namespace athena::ui
