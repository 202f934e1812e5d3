// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/machine/machine_page.h"

#include <QAction>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/pages/machine/speed_table.h"
#include "ui/plots/roofline_plot.h"
#include "ui/style/format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {
namespace {

constexpr int kFactsWidth = 330, kChartHeight = 300;  // px, at first

QString cachesText(const MachineReport& machine) {
  QStringList texts;
  for (const CacheInfo& cache : machine.caches) {
    if (cache.type != "Instruction")
      texts.append(QStringLiteral("L%1 %2 KiB").arg(cache.level).arg(cache.bytes / 1024));
  }
  return texts.join(QStringLiteral(", "));
}

QString peaksText(const MachineReport& machine, double IsaPeak::*rate) {
  QStringList lines;
  for (const IsaPeak& peak : machine.peaks)
    lines.append(QStringLiteral("%1 (%2)").arg(rateText(peak.*rate), toQt(peak.isa)));
  return lines.join(QLatin1Char('\n'));
}

QString readingText(const MachineReport& machine) {
  QStringList lines;
  for (const ReadRate& rate : machine.reading)
    lines.append(QStringLiteral("%1 (%2)").arg(rateText(rate.gb_per_s), toQt(rate.from)));
  return lines.join(QLatin1Char('\n'));
}

std::vector<RooflinePoint> pointsOf(const MachineReport& machine) {
  std::vector<RooflinePoint> points;
  for (const LayerSpeed& layer : machine.layers) {
    if (layer.multiply_adds == 0) continue;
    for (const SchemeSpeed& scheme : layer.schemes) {
      if (!scheme.refused.empty()) continue;
      const QString name = toQt(layer.path), schemeName = toQt(scheme.scheme);
      points.push_back(
          {name, layer.intensity(scheme), layer.gmacs(scheme), familyOf(schemeName), scheme.slower(),
           MachinePage::tr("<b>%1</b><br>%2: %3, %4 of fp32's time")
               .arg(name.toHtmlEscaped(), schemeName, timeText(scheme.ms), ratioText(scheme.ratio))});
    }
  }
  return points;
}

}  // namespace

MachinePage::MachinePage(WorkbenchDocument& document, JobRunner& runner, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_runner(runner),
      m_measure(new QAction(icon(QStringLiteral("run")), tr("Measure"), this)),
      m_facts(new FactList),
      m_hint(new MutedLabel),
      m_plot(new RooflinePlot),
      m_table(new SpeedTable),
      m_stack(new QStackedLayout(this)) {
  m_measure->setToolTip(
      tr("Measures the machine and, with a model open, the time of its layers in each scheme."));
  auto* empty =
      new EmptyState(tr("What can this machine do?"),
                     tr("Measures how fast it multiplies and reads and, with a model open, how long each "
                        "layer takes in each "
                        "scheme, so that a scheme that would slow a layer down is known before the run."));
  empty->addAction(m_measure);
  m_stack->addWidget(empty);
  m_stack->addWidget(makeContent());
  connect(m_measure, &QAction::triggered, &runner, &JobRunner::measureMachine);
  connect(&runner, &JobRunner::machineMeasured, this, &MachinePage::take);
  connect(&runner, &JobRunner::jobsChanged, this, &MachinePage::updateState);
  connect(&runner, &JobRunner::jobChanged, this, &MachinePage::updateState);
  connect(&document, &WorkbenchDocument::modelChanged, this, &MachinePage::forgetLayers);
  const auto choose = [this](const QString& layer) { m_document.selectLayers({layer}); };
  connect(m_plot, &RooflinePlot::clicked, this, choose);
  connect(m_table, &SpeedTable::layerChosen, this, choose);
  connect(&document, &WorkbenchDocument::layerSelectionChanged, this, [this] {
    const QStringList& layers = m_document.selectedLayers();
    m_plot->setSelected(layers);
    m_table->selectLayer(layers.size() == 1 ? layers.front() : QString());
  });
  updateState();
}

QWidget* MachinePage::makeContent() {
  auto* button = new QToolButton;
  button->setDefaultAction(m_measure);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_hint->setWordWrap(true);
  auto* line = new QHBoxLayout;
  line->setContentsMargins(12, 8, 12, 8);
  line->addWidget(button);
  line->addWidget(m_hint, 1);

  auto* facts = new QWidget;
  auto* factsColumn = new QVBoxLayout(facts);
  factsColumn->setContentsMargins(12, 4, 12, 12);
  factsColumn->addWidget(m_facts);
  factsColumn->addStretch(1);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(facts);
  auto* upper = new QSplitter(Qt::Horizontal);
  upper->addWidget(scroll);
  upper->addWidget(m_plot);
  upper->setStretchFactor(1, 1);
  upper->setSizes({kFactsWidth, 2 * kFactsWidth});
  auto* parts = new QSplitter(Qt::Vertical);
  parts->addWidget(upper);
  parts->addWidget(m_table);
  parts->setStretchFactor(1, 1);
  parts->setSizes({kChartHeight, kChartHeight});

  auto* content = new QWidget;
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(line);
  column->addWidget(parts, 1);
  return content;
}

bool MachinePage::isEmptyStateShown() const { return m_stack->currentIndex() == 0; }

QString MachinePage::hint() const { return m_hint->text(); }

void MachinePage::take(const MachineReport& report, const QString& modelHash) {
  m_report = report;
  const QString open = m_document.info() ? toQt(m_document.info()->hash) : QString();
  if (modelHash != open) {
    forgetLayers();
    return;
  }
  showReport();
}

/// Those of another model: the machine is the same.
void MachinePage::forgetLayers() {
  if (!m_report) return;
  m_report->layers.clear();
  m_report->batch = 0;
  showReport();
}

void MachinePage::showReport() {
  showFacts();
  showLayers();
  updateState();
}

void MachinePage::showFacts() {
  QStringList sets = toQt(m_report->instruction_sets);
  m_facts->clear();
  m_facts->add(tr("Processor"), toQt(m_report->cpu));
  m_facts->add(tr("Cores"), countText(m_report->cores), tr("That this program may use."));
  m_facts->add(tr("Caches"), cachesText(*m_report));
  m_facts->add(tr("Instructions"), sets.join(QStringLiteral(", ")));
  m_facts->add(tr("Kernels"), toQt(m_report->isa),
               tr("Of the instruction sets that have kernels, the one in use."));
  m_facts->add(tr("int8 peak"), peaksText(*m_report, &IsaPeak::int8_gmacs),
               tr("10⁹ multiply-adds a second with all operands in registers"));
  m_facts->add(tr("fp32 peak"), peaksText(*m_report, &IsaPeak::fp32_gmacs),
               tr("10⁹ multiply-adds a second with all operands in registers"));
  m_facts->add(tr("Reading, GB/s"), readingText(*m_report),
               tr("Over and over from each cache and from memory"));
}

void MachinePage::showLayers() {
  const auto used = std::find_if(m_report->peaks.begin(), m_report->peaks.end(),
                                 [this](const IsaPeak& peak) { return peak.isa == m_report->isa; });
  std::vector<MachineLimit> reading;
  for (const ReadRate& rate : m_report->reading) reading.push_back({toQt(rate.from), rate.gb_per_s});
  if (used != m_report->peaks.end() && !reading.empty())
    m_plot->setLimits(
        {{QStringLiteral("int8"), used->int8_gmacs}, {QStringLiteral("fp32"), used->fp32_gmacs}},
        std::move(reading));
  m_plot->setPoints(pointsOf(*m_report));
  m_plot->setSelected(m_document.selectedLayers());
  m_table->setLayers(m_report->layers);
}

void MachinePage::updateState() {
  m_measure->setEnabled(!m_runner.busyWith(JobKind::Machine));
  m_stack->setCurrentIndex(m_report ? 1 : 0);
  if (!m_report) return;
  const bool model = m_document.model() != nullptr;
  m_hint->setText(
      m_report->batch > 0 ? tr("Threads: %1, batch: %2. Hollow markers: slower than fp32 here.")
                                .arg(m_report->threads)
                                .arg(m_report->batch)
      : model ? tr("Threads: %1. Measure again to time the layers of the open model.").arg(m_report->threads)
              : tr("Threads: %1. Open a model to time its layers.").arg(m_report->threads));
}

}  // namespace athena::ui
