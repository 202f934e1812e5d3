// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <optional>

#include "athena/types/model_info.h"
#include "athena/types/plan.h"
#include "athena/types/result.h"
#include "athena/types/weight_statistics.h"

namespace athena::ui {

class FactList;
class HistogramPlot;
class JobRunner;
class MutedLabel;
class RangePlot;
class SectionTitle;

/// A layer's weights: their histogram with the levels of its scheme and the part that is pruned, and the
/// range of each channel.
class WeightsView : public QWidget {
  Q_OBJECT

 public:
  explicit WeightsView(JobRunner& runner, QWidget* parent = nullptr);
  /// Asks for what is not known of the layer under its plan (null: as it is), and shows it once it is there.
  void show(const LayerInfo& layer, const LayerPlan* plan);
  /// Forgets what it shows, so that the next show() asks anew: the model is another one.
  void clear();

 private:
  void take(const WeightStatistics& weights);
  void fail(const Error& error);
  void drawHistogram();
  void drawCaption();
  void drawRanges();
  void fillFacts();

  JobRunner& m_runner;
  HistogramPlot* m_histogram;
  MutedLabel* m_caption;
  SectionTitle* m_rangesTitle;
  RangePlot* m_ranges;
  FactList* m_facts;
  QString m_layer, m_scheme;  // what was asked for
  double m_amount = 0;        // the share that is pruned
  std::optional<WeightStatistics> m_weights;
};

}  // namespace athena::ui
