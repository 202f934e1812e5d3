// SPDX-License-Identifier: GPL-3.0-or-later
// The life of a job, from its submission to its end. What the jobs are about: job_requests.cpp.
#include "ui/jobs/job_runner.h"

#include <algorithm>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/event_inbox.h"

namespace athena::ui {

JobRunner::JobRunner(WorkbenchDocument& document, Factory factory, QObject* parent)
    : QObject(parent), m_document(document), m_inbox(std::make_unique<EventInbox>()) {
  connect(m_inbox.get(), &EventInbox::arrived, this, &JobRunner::onEvent);
  connect(&m_document, &WorkbenchDocument::sessionOpened, this, &JobRunner::dropAll);
  EventInbox* inbox = m_inbox.get();
  m_workbench = factory({.threads = 0, .on_event = [inbox](const JobEvent& event) { inbox->push(event); }});
}

JobRunner::~JobRunner() {
  m_pool.waitForDone();
  m_workbench.reset();
}

JobRunner::Task& JobRunner::addTask(JobKind kind, const QString& text) {
  Task& task = m_tasks.emplace_back();
  task.job.id = JobId{++m_lastId};
  task.job.kind = kind;
  task.job.text = text;
  return task;
}

JobRunner::Task& JobRunner::submit(JobKind kind, const QString& text, Request request, Take take,
                                   std::function<void()> notDone) {
  Task& task = addTask(kind, text);
  task.take = std::move(take);
  task.notDone = std::move(notDone);
  task.core = m_workbench->submit(std::move(request));
  Q_EMIT jobsChanged();
  return task;
}

void JobRunner::look(JobKind kind, Request request, Take take) {
  drop(kind);
  Task& task = addTask(kind, {});
  task.job.listed = false;
  task.take = std::move(take);
  task.core = m_workbench->submit(std::move(request));
}

void JobRunner::onEvent(const JobEvent& event) {
  Task* task = findCore(event.job);
  if (!task || !task->job.active()) return;
  Job& job = task->job;
  if (!job.listed && !std::holds_alternative<JobStateChange>(event.what)) return;
  if (const auto* change = std::get_if<JobStateChange>(&event.what)) {
    onState(*task, *change);
    return;
  }
  if (const auto* progress = std::get_if<JobProgress>(&event.what)) {
    job.fraction = std::clamp(progress->fraction, 0.0, 1.0);
    job.doing = toQt(progress->doing);
    job.reportedAt = job.clock.seconds();
  } else if (const auto* point = std::get_if<JobSeriesPoint>(&event.what)) {
    const QString series = toQt(point->series);
    job.series[series].append({point->x, point->y});
    Q_EMIT seriesPoint(job.id, series, point->x, point->y);
    return;
  } else if (const auto* warning = std::get_if<JobWarning>(&event.what)) {
    job.warnings.append(toQt(warning->text));
  }
  Q_EMIT jobChanged(job.id);
}

void JobRunner::onState(Task& task, const JobStateChange& change) {
  task.job.state = change.state;
  if (change.state == JobState::Running) {
    task.job.clock.start();
  } else {
    task.job.clock.hold();
  }
  if (task.job.active()) {
    if (task.job.listed) Q_EMIT jobChanged(task.job.id);
    return;
  }
  Result<Outcome> outcome = m_workbench->wait(*task.core);
  if (!outcome) {
    finish(task, change.state, outcome.error());
  } else if (!task.take) {
    finish(task, JobState::Cancelled, {});
  } else if (Status taken = task.take(*outcome); !taken) {
    finish(task, JobState::Failed, taken.error());
  } else {
    finish(task, JobState::Done, {});
  }
}

void JobRunner::finish(Task& task, JobState state, const Error& error) {
  Job& job = task.job;
  job.state = state;
  job.clock.hold();
  if (state == JobState::Done) job.fraction = 1;
  if (state != JobState::Done && task.notDone) task.notDone();
  if (!job.listed) {
    if (state == JobState::Failed && job.kind == JobKind::Weights) Q_EMIT weightsFailed(error);
    if (state == JobState::Failed && job.kind == JobKind::Outline) Q_EMIT failed(error);
    m_tasks.remove_if([&task](const Task& each) { return &each == &task; });
    return;
  }
  if (state == JobState::Failed) {
    job.error = error;
    if (error.code == ErrorCode::NotAllowed && task.notAllowed) {
      task.notAllowed(error);
    } else if (!job.quiet) {
      Q_EMIT failed(error);
    }
  }
  task.take = {};
  task.notDone = {};
  const JobKind kind = job.kind;
  Q_EMIT jobChanged(job.id);
  if (state == JobState::Done && (kind == JobKind::OpenModel || kind == JobKind::OpenData)) profileIfUseful();
}

void JobRunner::cancel(JobId id) {
  Task* task = find(id);
  if (!task || !task->job.active()) return;
  if (task->core) {
    m_workbench->cancel(*task->core);
  } else {
    finish(*task, JobState::Cancelled, {});
  }
}

void JobRunner::cancelAll() {
  for (Task& task : m_tasks) cancel(task.job.id);
}

void JobRunner::drop(JobKind kind) {
  for (Task& task : m_tasks) {
    if (task.job.kind != kind || !task.job.active()) continue;
    task.take = {};
    cancel(task.job.id);
  }
}

void JobRunner::dropAll() {
  for (Task& task : m_tasks) {
    task.take = {};
    task.notDone = {};
  }
  cancelAll();
}

void JobRunner::pause(JobId id) {
  if (Task* task = find(id); task && task->core && task->job.active()) m_workbench->pause(*task->core);
}

void JobRunner::resume(JobId id) {
  if (Task* task = find(id); task && task->core && task->job.active()) m_workbench->resume(*task->core);
}

void JobRunner::clearEnded() {
  m_tasks.remove_if([](const Task& task) { return !task.job.active(); });
  Q_EMIT jobsChanged();
}

QList<Job> JobRunner::jobs() const {
  QList<Job> list;
  for (const Task& task : m_tasks) {
    if (task.job.listed) list.append(task.job);
  }
  return list;
}

const Job* JobRunner::job(JobId id) const {
  const auto it =
      std::find_if(m_tasks.begin(), m_tasks.end(), [id](const Task& task) { return task.job.id == id; });
  return it == m_tasks.end() ? nullptr : &it->job;
}

bool JobRunner::busy() const {
  return std::any_of(m_tasks.begin(), m_tasks.end(),
                     [](const Task& task) { return task.job.listed && task.job.active(); });
}

bool JobRunner::busyWith(JobKind kind) const {
  return std::any_of(m_tasks.begin(), m_tasks.end(),
                     [kind](const Task& task) { return task.job.kind == kind && task.job.active(); });
}

JobRunner::Task* JobRunner::find(JobId id) {
  const auto it =
      std::find_if(m_tasks.begin(), m_tasks.end(), [id](const Task& task) { return task.job.id == id; });
  return it == m_tasks.end() ? nullptr : &*it;
}

JobRunner::Task* JobRunner::findCore(athena::JobId core) {
  const auto it =
      std::find_if(m_tasks.begin(), m_tasks.end(), [core](const Task& task) { return task.core == core; });
  return it == m_tasks.end() ? nullptr : &*it;
}

}  // namespace athena::ui
