// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/inspector_panel.h"

#include <QFormLayout>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "ui/document/catalogue_text.h"
#include "ui/document/layer_choices.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/models/layer_node.h"
#include "ui/panels/weights_view.h"
#include "ui/style/format.h"
#include "ui/style/scheme_style.h"
#include "ui/widgets/amount_slider.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/muted_label.h"
#include "ui/widgets/scheme_menu.h"
#include "ui/widgets/section_title.h"

namespace athena::ui {
namespace {

using Layers = std::vector<const LayerInfo*>;

QString shapeText(const LayerInfo& layer) {
  QStringList sizes;
  for (std::int64_t size : layer.weight_shape) sizes.append(QString::number(size));
  return sizes.join(QStringLiteral(" × "));
}

std::int64_t bytesOf(const Layers& layers) {
  std::int64_t bytes = 0;
  for (const LayerInfo* layer : layers) bytes += layer->bytes;
  return bytes;
}

QString changeText(std::int64_t before, std::int64_t after) {
  const QString change = QStringLiteral("%1 → %2").arg(bytesText(before), bytesText(after));
  return before > 0 ? QStringLiteral("%1 (%2)").arg(change, ratioText(double(after) / double(before)))
                    : change;
}

}  // namespace

InspectorPanel::InspectorPanel(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent), m_document(document), m_stack(new QStackedWidget), m_weights(new WeightsView(runner)) {
  m_stack->addWidget(
      new EmptyState(tr("No layer selected"),
                     tr("Select a layer at the left to see its facts and choose what is done to it.")));
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(makeContent());
  m_stack->addWidget(scroll);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(m_stack);
  connect(&m_document, &WorkbenchDocument::modelChanged, m_weights, &WeightsView::clear);
  for (auto signal : {&WorkbenchDocument::layerSelectionChanged, &WorkbenchDocument::recipeChanged,
                      &WorkbenchDocument::profileChanged, &WorkbenchDocument::modelChanged,
                      &WorkbenchDocument::variantsChanged}) {
    connect(&m_document, signal, this, &InspectorPanel::refresh);
  }
  connect(&m_document, &WorkbenchDocument::variantSelectionChanged, this, &InspectorPanel::refresh);
  refresh();
}

QWidget* InspectorPanel::makeContent() {
  m_name = new ElidedLabel;
  QFont heading = m_name->font();
  heading.setBold(true);
  heading.setPointSizeF(heading.pointSizeF() * 1.2);
  m_name->setFont(heading);
  m_kind = new MutedLabel;
  m_kind->setWordWrap(true);
  m_reason = new MutedLabel;
  m_reason->setTone(MutedLabel::Tone::Warning);
  m_reason->setWordWrap(true);
  m_facts = new FactList;

  m_scheme = new QToolButton;
  m_scheme->setObjectName(QStringLiteral("scheme"));
  m_scheme->setPopupMode(QToolButton::InstantPopup);
  m_scheme->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_scheme->setToolTip(tr("How the weights are stored and run."));
  auto* menu = new QMenu(m_scheme);
  connect(menu, &QMenu::aboutToShow, this,
          [this, menu] { fillSchemeMenu(*menu, m_document, m_document.selectedLayers()); });
  m_scheme->setMenu(menu);
  m_amount = new AmountSlider;
  m_amount->setToolTip(tr("Share of the weights that become zero; the smallest go first."));
  connect(m_amount, &AmountSlider::amountChanged, this, [this](double amount) {
    m_document.setPruning(prunableLayers(*m_document.info(), m_document.selectedLayers()), amount);
  });
  m_choices = new QWidget;
  auto* form = new QFormLayout(m_choices);
  form->setContentsMargins(0, 0, 0, 0);
  form->addRow(tr("Scheme"), m_scheme);
  form->addRow(tr("Pruned"), m_amount);
  m_plan = new FactList;
  m_resultTitle = new SectionTitle;
  m_resultTitle->setWordWrap(true);
  m_result = new FactList;
  m_sitesTitle = new SectionTitle(tr("Where it is used"));
  m_sites = new FactList;

  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(8);
  column->addWidget(m_name);
  column->addWidget(m_kind);
  column->addWidget(m_reason);
  column->addWidget(m_facts);
  column->addSpacing(6);
  column->addWidget(m_choices);
  column->addWidget(m_plan);
  column->addSpacing(6);
  column->addWidget(m_weights);
  column->addSpacing(6);
  column->addWidget(m_resultTitle);
  column->addWidget(m_result);
  column->addSpacing(6);
  column->addWidget(m_sitesTitle);
  column->addWidget(m_sites);
  column->addStretch(1);
  return content;
}

void InspectorPanel::refresh() {
  const Layers layers = m_document.layers(m_document.selectedLayers());
  m_stack->setCurrentIndex(layers.empty() ? 0 : 1);
  if (layers.empty()) return;
  m_facts->clear();
  m_sites->clear();
  if (layers.size() == 1) {
    showOne(*layers.front());
  } else {
    showSeveral(layers);
  }
  m_weights->setVisible(layers.size() == 1);
  if (layers.size() == 1) m_weights->show(*layers.front(), m_document.layerPlan(toQt(layers.front()->path)));
  showPlan(layers);
  showResult(layers);
}

void InspectorPanel::showOne(const LayerInfo& layer) {
  m_name->setText(modulePathParts(toQt(layer.path)).back());
  m_name->setToolTip(toQt(layer.path));
  m_kind->setText(QStringLiteral("%1, %2, %3").arg(toQt(layer.kind), shapeText(layer), toQt(layer.dtype)));
  m_reason->setText(layer.compressible ? QString() : toQt(layer.reason));
  m_reason->setVisible(!m_reason->text().isEmpty());
  m_facts->add(tr("Path"), toQt(layer.path));
  m_facts->add(tr("Parameters"), countText(layer.parameters));
  m_facts->add(tr("Size"), bytesText(layer.bytes), exactBytesText(layer.bytes));
  const std::int64_t all = m_document.info()->weight_bytes;
  if (all > 0) m_facts->add(tr("Share of size"), shareText(double(layer.bytes) / double(all)));
  if (layer.time_share) m_facts->add(tr("Share of time"), shareText(*layer.time_share));
  m_facts->add(tr("Tied to"), toQt(layer.tied_to), tr("The layer that owns the same weights."));
  for (const Site& site : layer.sites) {
    const QString where = site.block.empty() ? tr("top level") : toQt(site.block);
    m_sites->add(toQt(site.method), QStringLiteral("%1, %2").arg(toQt(site.op), where));
  }
  m_sitesTitle->setVisible(!layer.sites.empty());
}

void InspectorPanel::showSeveral(const Layers& layers) {
  std::int64_t parameters = 0;
  double time = 0;
  bool timed = false;
  QStringList kinds;
  for (const LayerInfo* layer : layers) {
    parameters += layer->parameters;
    time += layer->time_share.value_or(0);
    timed = timed || layer->time_share;
    kinds.append(toQt(layer->kind));
  }
  kinds.removeDuplicates();
  m_name->setText(tr("%n layers", nullptr, int(layers.size())));
  m_kind->setText(kinds.join(QStringLiteral(", ")));
  m_reason->hide();
  m_facts->add(tr("Parameters"), countText(parameters));
  m_facts->add(tr("Size"), bytesText(bytesOf(layers)), exactBytesText(bytesOf(layers)));
  const std::int64_t all = m_document.info()->weight_bytes;
  if (all > 0) m_facts->add(tr("Share of size"), shareText(double(bytesOf(layers)) / double(all)));
  if (timed) m_facts->add(tr("Share of time"), shareText(time));
  m_sitesTitle->hide();
}

void InspectorPanel::showPlan(const Layers& layers) {
  const bool any =
      std::any_of(layers.begin(), layers.end(), [](const LayerInfo* layer) { return layer->compressible; });
  m_choices->setVisible(any);
  m_plan->clear();
  if (!any) return;
  std::optional<QString> scheme;
  bool several = false;
  double amount = 0;
  std::int64_t predicted = 0;
  QStringList reasons;
  for (const LayerInfo* layer : layers) {
    const LayerPlan* plan = m_document.layerPlan(toQt(layer->path));
    predicted += plan ? plan->predicted_bytes : layer->bytes;
    if (!plan || !layer->compressible) continue;
    const QString own = schemeText(plan->scheme, plan->scheme_parameters);
    several = several || (scheme && *scheme != own);
    scheme = own;
    if (!plan->reason.empty()) reasons.append(toQt(plan->reason));
    amount = std::max(amount, plannedAmount(*plan));
  }
  m_scheme->setText(several ? tr("several") : scheme.value_or(tr("choose")));
  m_scheme->setIcon(several || !scheme ? QIcon() : schemeIcon(familyOf(*scheme)));
  m_amount->setAmount(amount);
  if (!scheme) return;
  m_plan->add(tr("Predicted"), changeText(bytesOf(layers), predicted),
              tr("Computed from the recipe, before anything has run."), true);
  reasons.removeDuplicates();
  m_plan->add(tr("Skipped"), reasons.join(QLatin1Char('\n')));
}

void InspectorPanel::showResult(const Layers& layers) {
  const Variant* variant = m_document.variant(m_document.selectedVariant());
  m_result->clear();
  m_resultTitle->setVisible(false);
  if (!variant) return;
  std::int64_t before = 0, after = 0;
  const LayerReport* only = nullptr;
  std::unordered_set<std::string_view> chosen;
  for (const LayerInfo* layer : layers) chosen.insert(layer->path);
  for (const LayerReport& report : variant->layers) {
    if (!chosen.contains(report.path)) continue;
    before += report.bytes_before;
    after += report.bytes_after;
    only = &report;
  }
  if (!only) return;
  m_resultTitle->setText(tr("In “%1”").arg(toQt(variant->name)));
  m_resultTitle->setVisible(true);
  m_result->add(tr("Size"), changeText(before, after), tr("Bytes in the compressed file."));
  if (layers.size() > 1) return;
  m_result->add(tr("Scheme"), toQt(only->scheme));
  m_result->add(tr("Kernel"), toQt(only->kernel), tr("The code that really ran."));
  if (only->calls > 0) m_result->add(tr("Calls"), countText(only->calls));
  if (only->sparsity > 0) m_result->add(tr("Zero weights"), shareText(only->sparsity));
  m_result->add(tr("Remark"), toQt(only->reason));
}

}  // namespace athena::ui
