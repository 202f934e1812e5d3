// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/job_row.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/jobs/job_runner.h"
#include "ui/style/format.h"
#include "ui/style/style.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/muted_label.h"

namespace athena::ui {
namespace {

constexpr int kProgressSteps = 1000;

QString stateText(JobState state) {
  switch (state) {
    case JobState::Queued:
      return JobRow::tr("waiting");
    case JobState::Running:
      return JobRow::tr("running");
    case JobState::Paused:
      return JobRow::tr("paused");
    case JobState::Done:
      return JobRow::tr("done");
    case JobState::Failed:
      return JobRow::tr("failed");
    case JobState::Cancelled:
      return JobRow::tr("cancelled");
  }
  return {};
}

QString stateIcon(JobState state) {
  switch (state) {
    case JobState::Queued:
      return QStringLiteral("waiting");
    case JobState::Running:
      return QStringLiteral("run");
    case JobState::Paused:
      return QStringLiteral("pause");
    case JobState::Done:
      return QStringLiteral("done");
    case JobState::Failed:
      return QStringLiteral("error");
    case JobState::Cancelled:
      return QStringLiteral("stop");
  }
  return {};
}

QString detailsOf(const Job& job) {
  QString text = job.text + QLatin1Char('\n') + toQt(job.error.message);
  if (!job.error.details.empty()) text += QStringLiteral("\n\n") + toQt(job.error.details);
  for (const QString& warning : job.warnings) text += QLatin1Char('\n') + warning;
  return text;
}

}  // namespace

JobRow::JobRow(JobRunner& runner, JobId id, QWidget* parent)
    : QFrame(parent),
      m_runner(runner),
      m_id(id),
      m_state(new IconLabel),
      m_text(new ElidedLabel),
      m_bar(new QProgressBar),
      m_doing(new ElidedLabel),
      m_time(new QLabel),
      m_pause(makeIconButton(QStringLiteral("pause"), tr("Hold this job."))),
      m_cancel(makeIconButton(QStringLiteral("close"), tr("Cancel this job."))),
      m_copy(makeIconButton(QStringLiteral("copy"), tr("Copy the details."))),
      m_message(new MutedLabel) {
  m_text->setElideMode(Qt::ElideRight);
  m_doing->setElideMode(Qt::ElideRight);
  m_bar->setRange(0, kProgressSteps);
  m_bar->setTextVisible(false);
  m_bar->setFixedSize(160, 10);
  QSizePolicy keepsRoom = m_bar->sizePolicy();
  keepsRoom.setRetainSizeWhenHidden(true);
  m_bar->setSizePolicy(keepsRoom);
  m_time->setFont(figureFont(m_time->font()));
  m_time->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("00 min 00 s left")));
  m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  m_message->setContentsMargins(28, 0, 0, 2);  // under the text
  m_message->setWordWrap(true);
  m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_cancel->setObjectName(QStringLiteral("cancel"));
  m_pause->setObjectName(QStringLiteral("pause"));

  auto* line = new QHBoxLayout;
  line->setSpacing(10);
  line->addWidget(m_state);
  line->addWidget(m_text, 3);
  line->addWidget(m_doing, 4);
  line->addWidget(m_bar);
  line->addWidget(m_time);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(0);
  for (QToolButton* button : {m_pause, m_cancel, m_copy}) {
    button->setSizePolicy(keepsRoom);
    buttons->addWidget(button);
  }
  line->addLayout(buttons);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 3, 6, 3);
  column->setSpacing(2);
  column->addLayout(line);
  column->addWidget(m_message);

  connect(m_cancel, &QToolButton::clicked, this, [this] { m_runner.cancel(m_id); });
  connect(m_pause, &QToolButton::clicked, this, [this] {
    const Job* job = m_runner.job(m_id);
    if (!job) return;
    if (job->state == JobState::Paused) {
      m_runner.resume(m_id);
    } else {
      m_runner.pause(m_id);
    }
  });
  connect(m_copy, &QToolButton::clicked, this, [this] {
    if (const Job* job = m_runner.job(m_id)) QGuiApplication::clipboard()->setText(detailsOf(*job));
  });
  refresh();
}

void JobRow::refresh() {
  const Job* job = m_runner.job(m_id);
  if (!job) return;
  showState(*job);
  showMessage(*job);
}

void JobRow::showState(const Job& job) {
  m_state->setIcon(icon(stateIcon(job.state)));
  m_state->setToolTip(stateText(job.state));
  m_text->setText(job.text);
  m_bar->setValue(int(job.fraction * kProgressSteps));
  m_bar->setVisible(job.active());
  m_doing->setText(job.state == JobState::Running ? job.doing : stateText(job.state));
  const QString elapsed = durationText(job.clock.seconds());
  const auto left = job.secondsLeft();
  m_time->setText(left                            ? tr("%1 left").arg(durationText(*left))
                  : job.state == JobState::Queued ? QString()
                                                  : elapsed);
  m_time->setToolTip(tr("%1 so far").arg(elapsed));
  m_pause->setVisible(job.active());
  m_pause->setIcon(icon(job.state == JobState::Paused ? QStringLiteral("run") : QStringLiteral("pause")));
  m_pause->setToolTip(job.state == JobState::Paused ? tr("Let this job go on.") : tr("Hold this job."));
  m_cancel->setVisible(job.active());
}

void JobRow::showMessage(const Job& job) {
  const bool failed = job.state == JobState::Failed;
  QStringList lines = job.warnings;
  if (failed) lines.prepend(toQt(job.error.message));
  m_message->setText(lines.join(QLatin1Char('\n')));
  m_message->setTone(failed ? MutedLabel::Tone::Error : MutedLabel::Tone::Warning);
  m_message->setVisible(!lines.isEmpty());
  m_copy->setVisible(!lines.isEmpty());
}

}  // namespace athena::ui
