// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_facts.h"

#include <QStatusBar>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/style/format.h"
#include "ui/style/style.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {
namespace {

constexpr int kHashShown = 8;
const QString kSeparator = QStringLiteral(" · ");

}  // namespace

StatusFacts::StatusFacts(WorkbenchDocument& document, JobRunner& runner, QStatusBar* bar)
    : QObject(bar),
      m_document(document),
      m_runner(runner),
      m_prediction(new MutedLabel),
      m_environment(new MutedLabel) {
  for (QLabel* label : {m_prediction, m_environment}) {
    label->setFont(figureFont(label->font()));
    label->setContentsMargins(6, 0, 6, 0);
  }
  bar->addWidget(m_prediction);
  bar->addPermanentWidget(m_environment);
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, &StatusFacts::showPrediction);
  connect(&m_document, &WorkbenchDocument::variantsChanged, this, &StatusFacts::showPrediction);
  connect(&m_document, &WorkbenchDocument::modelChanged, this, [this] {
    showPrediction();
    showEnvironment();
  });
  connect(&m_runner, &JobRunner::measureOptionsChanged, this, &StatusFacts::showEnvironment);
  showPrediction();
  showEnvironment();
}

void StatusFacts::showPrediction() {
  QStringList facts;
  const Plan* plan = m_document.plan();
  if (plan && plan->bytes > 0) {
    facts.append(tr("predicted %1 (%2)")
                     .arg(bytesText(plan->predicted_bytes),
                          ratioText(double(plan->predicted_bytes) / double(plan->bytes))));
  }
  if (!m_document.variants().empty())
    facts.append(tr("%n result(s)", nullptr, int(m_document.variants().size())));
  m_prediction->setText(facts.join(kSeparator));
}

void StatusFacts::showEnvironment() {
  const Environment environment = m_runner.environment();
  QStringList facts{toQt(environment.isa), tr("%n thread(s)", nullptr, environment.threads),
                    toQt(environment.build)};
  if (const ModelInfo* info = m_document.info()) {
    facts.append(tr("model %1").arg(toQt(info->hash).left(kHashShown)));
  }
  m_environment->setText(facts.join(kSeparator));
  m_environment->setToolTip(
      tr("Kernels, threads of the timing runs, and builds that figures are measured with, on %1.")
          .arg(toQt(environment.machine)));
}

}  // namespace athena::ui
