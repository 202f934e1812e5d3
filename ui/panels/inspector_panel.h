// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>
#include <vector>

#include "athena/types/model_info.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace athena::ui {

class AmountSlider;
class ElidedLabel;
class FactList;
class JobRunner;
class MutedLabel;
class SectionTitle;
class WeightsView;
class WorkbenchDocument;

/// The selected layer, or layers: what it is, what is to be done to it, and what became of it in the selected
/// result.
class InspectorPanel : public QWidget {
  Q_OBJECT

 public:
  InspectorPanel(WorkbenchDocument& document, JobRunner& runner, QWidget* parent = nullptr);

 private:
  QWidget* makeContent();
  void refresh();
  void showOne(const LayerInfo& layer);
  void showSeveral(const std::vector<const LayerInfo*>& layers);
  void showPlan(const std::vector<const LayerInfo*>& layers);
  void showResult(const std::vector<const LayerInfo*>& layers);

  WorkbenchDocument& m_document;
  QStackedWidget* m_stack;
  ElidedLabel* m_name;
  MutedLabel* m_kind;
  MutedLabel* m_reason;
  FactList* m_facts;
  QWidget* m_choices;
  QToolButton* m_scheme;
  AmountSlider* m_amount;
  FactList* m_plan;
  WeightsView* m_weights;
  SectionTitle* m_resultTitle;
  FactList* m_result;
  SectionTitle* m_sitesTitle;
  FactList* m_sites;
};

}  // namespace athena::ui
