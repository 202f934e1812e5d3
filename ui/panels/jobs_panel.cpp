// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/jobs_panel.h"

#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/jobs/job_runner.h"
#include "ui/panels/job_row.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {

JobsPanel::JobsPanel(JobRunner& runner, QWidget* parent)
    : QWidget(parent), m_runner(runner), m_stack(new QStackedWidget), m_rows(new QVBoxLayout) {
  auto* nothing = new MutedLabel(tr("Nothing runs. Ctrl+R runs the recipe."));
  nothing->setAlignment(Qt::AlignCenter);
  m_stack->addWidget(nothing);

  auto* list = new QWidget;
  auto* listColumn = new QVBoxLayout(list);
  listColumn->setContentsMargins(0, 2, 0, 2);
  m_rows->setSpacing(0);
  listColumn->addLayout(m_rows);
  auto* clear = new QPushButton(tr("Clear finished"));
  clear->setFlat(true);
  clear->setToolTip(tr("Takes the jobs that have ended off this list; their results stay."));
  connect(clear, &QPushButton::clicked, &m_runner, &JobRunner::clearEnded);
  listColumn->addWidget(clear, 0, Qt::AlignRight);
  listColumn->addStretch(1);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(list);
  m_stack->addWidget(scroll);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(m_stack);
  connect(&m_runner, &JobRunner::jobsChanged, this, &JobsPanel::jobsChanged);
  connect(&m_runner, &JobRunner::jobChanged, this, &JobsPanel::jobChanged);
  m_tick.setInterval(1000);
  connect(&m_tick, &QTimer::timeout, this, [this] {
    for (const Job& job : m_runner.jobs()) {
      if (job.active()) jobChanged(job.id);
    }
    if (!m_runner.busy()) m_tick.stop();
  });
  jobsChanged();
}

void JobsPanel::jobsChanged() {
  const QList<Job> jobs = m_runner.jobs();
  for (int i = m_rows->count() - 1; i >= 0; --i) {
    auto* old = static_cast<JobRow*>(m_rows->itemAt(i)->widget());
    if (!m_runner.job(old->id())) delete old;
  }
  for (const Job& job : jobs) {
    if (!row(job.id)) m_rows->insertWidget(0, new JobRow(m_runner, job.id));
  }
  m_stack->setCurrentIndex(jobs.isEmpty() ? 0 : 1);
  if (m_runner.busy()) m_tick.start();
}

void JobsPanel::jobChanged(JobId id) {
  if (JobRow* changed = row(id)) changed->refresh();
}

JobRow* JobsPanel::row(JobId id) const {
  for (int i = 0; i < m_rows->count(); ++i) {
    auto* each = static_cast<JobRow*>(m_rows->itemAt(i)->widget());
    if (each->id() == id) return each;
  }
  return nullptr;
}

}  // namespace athena::ui
