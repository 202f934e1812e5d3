// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/training_runs_model.h"

#include <QApplication>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/pages/train/training.h"
#include "ui/style/format.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

const QString kLossSeries = QStringLiteral("loss");

TrainingRun runOf(const Variant& variant) {
  TrainingRun run;
  run.key = QStringLiteral("variant:%1").arg(variant.id);
  run.variant = variant.id;
  run.name = toQt(variant.name);
  run.curve = {run.name, familyOf(variant.recipe), false, stepsPerEpoch(variant), {}};
  for (const TrainPoint& point : variant.curve) run.curve.points.append({double(point.step), point.loss});
  return run;
}

}  // namespace

TrainingRunsModel::TrainingRunsModel(WorkbenchDocument& document, JobRunner& runner, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_runner(runner) {
  connect(&document, &WorkbenchDocument::variantsChanged, this, &TrainingRunsModel::reload);
  connect(&runner, &JobRunner::jobsChanged, this, &TrainingRunsModel::reload);
  connect(&runner, &JobRunner::jobChanged, this, &TrainingRunsModel::onJob);
  connect(&runner, &JobRunner::seriesPoint, this, &TrainingRunsModel::onPoint);
  reload();
}

TrainingRun TrainingRunsModel::runOf(const Job& job) const {
  TrainingRun run;
  run.key = QStringLiteral("job:%1").arg(qint64(job.id));
  run.job = job.id;
  run.name = job.text;
  run.state = job.state;
  run.fraction = job.fraction;
  run.doing = job.doing;
  // The recipe may be edited while a job runs; what the curve needs of it is taken when the job is first
  // seen.
  for (const TrainingRun& known : m_runs) {
    if (known.key == run.key) run.curve = known.curve;
  }
  if (run.curve.name.isEmpty())
    run.curve = {job.text,
                 familyOf(m_document.recipe()),
                 true,
                 stepsPerEpoch(m_document.recipe(), m_document.data()),
                 {}};
  run.curve.live = job.active();
  run.curve.points = job.series.value(kLossSeries);
  return run;
}

void TrainingRunsModel::reload() {
  std::vector<TrainingRun> runs;
  const QList<Job> jobs = m_runner.jobs();
  for (auto job = jobs.rbegin(); job != jobs.rend(); ++job) {
    // A finished one is there as its result.
    if (job->kind == JobKind::Compress && job->variant == 0 && job->series.contains(kLossSeries))
      runs.push_back(runOf(*job));
  }
  const auto& variants = m_document.variants();
  for (auto variant = variants.rbegin(); variant != variants.rend(); ++variant) {
    if (!variant->curve.empty()) runs.push_back(ui::runOf(*variant));
  }
  beginResetModel();
  m_runs = std::move(runs);
  endResetModel();
}

void TrainingRunsModel::onJob(JobId id) {
  for (std::size_t i = 0; i < m_runs.size(); ++i) {
    TrainingRun& run = m_runs[i];
    if (run.variant != 0 || run.job != id) continue;
    const Job* job = m_runner.job(id);
    if (!job || job->variant != 0) return reload();
    run = runOf(*job);
    Q_EMIT dataChanged(index(int(i), 0), index(int(i), ColumnCount - 1));
    return;
  }
}

void TrainingRunsModel::onPoint(JobId id, const QString& series, double x, double y) {
  if (series != kLossSeries) return;
  for (std::size_t i = 0; i < m_runs.size(); ++i) {
    TrainingRun& run = m_runs[i];
    if (run.variant != 0 || run.job != id) continue;
    run.curve.points.append({x, y});
    Q_EMIT dataChanged(index(int(i), Loss), index(int(i), Loss));
    return;
  }
  reload();  // its first point: only now is it known to train
}

int TrainingRunsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : int(m_runs.size());
}

int TrainingRunsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QString TrainingRunsModel::stateText(const TrainingRun& run) const {
  switch (run.state) {
    case JobState::Queued:
      return tr("waiting");
    case JobState::Running:
      return shareText(run.fraction);
    case JobState::Paused:
      return tr("paused at %1").arg(shareText(run.fraction));
    case JobState::Done:
      return tr("done");
    case JobState::Failed:
      return tr("failed");
    case JobState::Cancelled:
      return tr("cancelled at %1").arg(shareText(run.fraction));
  }
  return {};
}

QVariant TrainingRunsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const TrainingRun& run = m_runs[std::size_t(index.row())];
  const bool figure = index.column() == Loss;
  switch (role) {
    case Qt::DisplayRole:
      if (index.column() == Name) return run.name;
      if (index.column() == State) return stateText(run);
      if (run.curve.points.isEmpty()) return {};
      return figureText(run.curve.points.last().y(), 4);
    case Qt::DecorationRole:
      return index.column() == Name ? QVariant(schemeIcon(run.curve.family)) : QVariant();
    case Qt::CheckStateRole:
      if (index.column() != Name) return {};
      return shown(run.key) ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
      return figure ? QVariant(figureFont(QApplication::font())) : QVariant();
    case Qt::ToolTipRole:
      if (index.column() == Name) return run.name;
      if (index.column() == State || run.curve.points.isEmpty()) return run.doing;
      return tr("After %n step(s)", nullptr, int(run.curve.points.last().x()) + 1);
    default:
      return {};
  }
}

bool TrainingRunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (!index.isValid() || index.column() != Name || role != Qt::CheckStateRole) return false;
  const QString& key = m_runs[std::size_t(index.row())].key;
  if (value.toInt() == Qt::Checked) {
    m_hidden.remove(key);
  } else {
    m_hidden.insert(key);
  }
  Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
  Q_EMIT shownChanged();
  return true;
}

QVariant TrainingRunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant(Qt::AlignVCenter | (section == Loss ? Qt::AlignRight : Qt::AlignLeft));
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Name:
      return tr("Training");
    case State:
      return tr("State");
    case Loss:
      return tr("Loss");
    default:
      return {};
  }
}

Qt::ItemFlags TrainingRunsModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
  if (index.isValid() && index.column() == Name) flags |= Qt::ItemIsUserCheckable;
  return index.isValid() ? flags : Qt::NoItemFlags;
}

}  // namespace athena::ui
