// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of job asks of the core, and what becomes of its outcome.
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <algorithm>

#include "athena/recipe.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/file_kind.h"
#include "ui/jobs/job_runner.h"

namespace athena::ui {
namespace {

QString fileName(const QString& path) {
  const QFileInfo info(path);
  return info.fileName().isEmpty() ? info.path() : info.fileName();
}

tl::unexpected<Error> refuse(ErrorCode code, const QString& message) {
  return fail(code, message.toStdString());
}

bool hasTraining(const Recipe& recipe) {
  return std::any_of(recipe.steps.begin(), recipe.steps.end(),
                     [](const Step& step) { return step.verb == "train"; });
}

}  // namespace

void JobRunner::openAny(const QString& path) {
  switch (fileKind(path)) {
    case FileKind::Session:
      m_document.openSession(path);
      break;
    case FileKind::Data:
      openData(path);
      break;
    case FileKind::Recipe:
      m_document.importRecipe(path);
      break;
    case FileKind::Model:
      openModel(path);
      break;
  }
}

void JobRunner::openModel(const QString& path, const QString& hash, bool trust) {
  if (!m_document.hasSession() && !m_document.newSession()) return;
  drop(JobKind::OpenModel);
  auto take = [this, path, hash](Outcome& outcome) -> Status {
    auto model = std::get<ModelHandle>(outcome);
    if (!hash.isEmpty() && toQt(model->info().hash) != hash) {
      return refuse(ErrorCode::InvalidArgument,
                    tr("%1 is not the model that is looked for: its content is another. Choose the file that "
                       "this session was made with, or open this one in a new session.")
                        .arg(path));
    }
    drop(JobKind::Profile);
    m_document.setModel(std::move(model));
    readOutline();
    return {};
  };
  Task& task = submit(JobKind::OpenModel, tr("Open %1").arg(fileName(path)),
                      OpenRequest{path.toStdString(), trust}, take);
  task.notAllowed = [this, path, hash](const Error& error) { Q_EMIT trustAsked(path, hash, error); };
}

void JobRunner::openData(const QString& path, const QString& fingerprint) {
  if (!m_document.hasSession() && !m_document.newSession()) return;
  drop(JobKind::OpenData);
  Task& task = addTask(JobKind::OpenData, tr("Open %1").arg(fileName(path)));
  task.take = [this](Outcome&) -> Status { return {}; };
  task.job.state = JobState::Running;
  task.job.clock.start();
  m_pool.start([this, id = task.job.id, path, fingerprint] {
    auto data = m_workbench->describe_data(path.toStdString());
    QMetaObject::invokeMethod(
        this, [this, id, fingerprint, data = std::move(data)] { takeData(id, data, fingerprint); },
        Qt::QueuedConnection);
  });
  Q_EMIT jobsChanged();
}

void JobRunner::takeData(JobId id, const Result<DatasetInfo>& data, const QString& fingerprint) {
  Task* task = find(id);
  if (!task || !task->job.active()) return;
  if (!data) {
    finish(*task, JobState::Failed, data.error());
  } else if (!fingerprint.isEmpty() && toQt(data->fingerprint) != fingerprint) {
    finish(*task, JobState::Failed,
           refuse(ErrorCode::InvalidArgument,
                  tr("%1 holds other data than what is looked for. Choose the data that this session was "
                     "measured on.")
                      .arg(toQt(data->path)))
               .value());
  } else {
    m_document.setData(*data);
    finish(*task, JobState::Done, {});
  }
}

void JobRunner::profileModel() { profile(false); }

void JobRunner::profile(bool quiet) {
  if (!m_document.model()) return;
  drop(JobKind::Profile);
  ProfileRequest request{m_document.model(), dataPath(), m_options.latency_batch, m_options.threads};
  Task& task = submit(JobKind::Profile, tr("Time the layers"), std::move(request), [this](Outcome& outcome) {
    m_document.setProfile(std::get<ModelInfo>(outcome));
    return Status{};
  });
  task.job.quiet = quiet;
}

void JobRunner::profileIfUseful() {
  const ModelInfo* info = m_document.info();
  if (!info || busyWith(JobKind::OpenModel) || busyWith(JobKind::OpenData) || busyWith(JobKind::Profile))
    return;
  const bool timed = std::any_of(info->layers.begin(), info->layers.end(),
                                 [](const LayerInfo& layer) { return layer.time_share.has_value(); });
  if (!timed) profile(true);
}

void JobRunner::measureMachine() {
  drop(JobKind::Machine);
  const QString hash = m_document.info() ? toQt(m_document.info()->hash) : QString();
  MachineRequest request{m_document.model(), m_document.model() ? dataPath() : std::string(),
                         m_options.latency_batch, m_options.threads};
  submit(JobKind::Machine, tr("Measure this machine"), std::move(request), [this, hash](Outcome& outcome) {
    Q_EMIT machineMeasured(std::get<MachineReport>(outcome), hash);
    return Status{};
  });
}

void JobRunner::readOutline() {
  look(JobKind::Outline, OutlineRequest{m_document.model()}, [this](Outcome& outcome) {
    m_document.setOutline(std::get<ModelOutline>(outcome));
    return Status{};
  });
}

void JobRunner::lookAtWeights(const QString& layer, int bins, const QString& scheme,
                              const Parameters& parameters) {
  if (!m_document.model()) return;
  WeightsRequest request{m_document.model(), layer.toStdString(), bins, scheme.toStdString(), parameters};
  look(JobKind::Weights, std::move(request), [this](Outcome& outcome) {
    Q_EMIT weightsReady(std::get<WeightStatistics>(outcome));
    return Status{};
  });
}

std::string JobRunner::dataPath() const {
  return m_document.data() ? m_document.data()->path : std::string();
}

CompressRequest JobRunner::compressRequest(const Recipe& recipe) const {
  CompressRequest request;
  request.model = m_document.model();
  request.recipe = recipe;
  request.data = dataPath();
  request.output = QStringLiteral("%1/%2.pt")
                       .arg(m_document.workFolder(), QUuid::createUuid().toString(QUuid::WithoutBraces))
                       .toStdString();
  request.strict = m_strict;
  request.options = m_options;
  return request;
}

void JobRunner::runRecipe() { compress(false); }

void JobRunner::resumeTraining() {
  const QString file = checkpointFile();
  if (!QFile::exists(file) && m_document.session()) {
    if (auto stored = m_document.session()->checkpoint_file(checkpointKey().toStdString())) {
      QFile::copy(toQt(*stored), file);
    }
  }
  compress(true);
}

bool JobRunner::canResumeTraining() const {
  if (!m_document.model() || !hasTraining(m_document.recipe())) return false;
  return QFile::exists(checkpointFile()) ||
         (m_document.session() && m_document.session()->checkpoint_file(checkpointKey().toStdString()));
}

QString JobRunner::checkpointKey() const {
  Recipe recipe = m_document.recipe();
  recipe.name.clear();  // another name, the same training
  QCryptographicHash hash(QCryptographicHash::Sha256);
  const auto add = [&hash](const std::string& text) {
    hash.addData(QByteArray::fromStdString(text));
    hash.addData(QByteArray(1, '\0'));
  };
  add(m_document.info() ? m_document.info()->hash : std::string());
  add(m_document.data() ? m_document.data()->fingerprint : std::string());
  add(print_recipe(recipe));
  return QString::fromLatin1(hash.result().toHex());
}

QString JobRunner::checkpointFile() const {
  return QStringLiteral("%1/%2.checkpoint").arg(m_document.workFolder(), checkpointKey());
}

void JobRunner::compress(bool resume) {
  if (!m_document.model()) return;
  if (const Error* error = m_document.planError()) {
    Q_EMIT failed(*error);
    return;
  }
  CompressRequest request = compressRequest(m_document.recipe());
  const QString key = checkpointKey(), output = toQt(request.output);
  if (hasTraining(request.recipe)) request.checkpoint = checkpointFile().toStdString();
  request.resume = resume;
  const QString checkpoint = toQt(request.checkpoint);
  const QString name = request.recipe.name.empty() ? tr("the recipe") : toQt(request.recipe.name);
  Task& task = submit(JobKind::Compress, tr("Run %1").arg(name), std::move(request), {});
  task.take = [this, id = task.job.id, key, output, checkpoint](Outcome& outcome) -> Status {
    const qint64 stored = m_document.addVariant(std::get<Variant>(outcome), output);
    if (stored == 0) {
      return refuse(ErrorCode::Io,
                    tr("The run finished, but its result could not be stored in the session. The compressed "
                       "model is at %1.")
                        .arg(output));
    }
    QFile::remove(output);
    if (!checkpoint.isEmpty()) {
      QFile::remove(checkpoint);
      if (m_document.session()->checkpoint_file(key.toStdString())) {
        ATHENA_TRY(m_document.session()->remove_checkpoint(key.toStdString()));
      }
    }
    find(id)->job.variant = stored;
    Q_EMIT variantFinished(stored);
    return {};
  };
  task.notDone = [this, key, checkpoint] {
    if (!QFile::exists(checkpoint) || !m_document.session()) return;
    const Status saved = m_document.session()->save_checkpoint(key.toStdString(), checkpoint.toStdString());
    if (!saved) Q_EMIT failed(saved.error());
  };
}

void JobRunner::measureVariant(qint64 id) {
  const Variant* variant = m_document.variant(id);
  if (!variant) return;
  const auto artefact = m_document.session()->artefact_file(variant->artefact);
  if (!artefact) {
    Q_EMIT failed(artefact.error());
    return;
  }
  MeasureRequest request{*artefact, modelPath(variant->model_hash).toStdString(), dataPath(),
                         m_document.data() != nullptr, m_options};
  Task& task = submit(JobKind::Measure, tr("Measure %1").arg(toQt(variant->name)), std::move(request),
                      [this, id](Outcome& outcome) -> Status {
                        m_document.addMeasurement(id, std::get<Measurement>(outcome));
                        return {};
                      });
  task.job.variant = id;
}

void JobRunner::remakeVariant(qint64 id) {
  const Variant* variant = m_document.variant(id);
  if (!variant) return;
  if (!m_document.info() || m_document.info()->hash != variant->model_hash) {
    Q_EMIT failed(
        refuse(ErrorCode::NotFound,
               tr("“%1” was made from another model than the one that is open. Open that model first.")
                   .arg(toQt(variant->name)))
            .value());
    return;
  }
  CompressRequest request = compressRequest(variant->recipe);
  request.measure = false;
  const QString output = toQt(request.output);
  Task& task = submit(JobKind::Remake, tr("Remake %1").arg(toQt(variant->name)), std::move(request), {});
  task.take = [this, id, job = task.job.id, output](Outcome& outcome) -> Status {
    const qint64 stored = m_document.replaceVariant(id, std::get<Variant>(outcome), output);
    QFile::remove(output);
    find(job)->job.variant = stored;
    return {};
  };
}

void JobRunner::exportVariant(qint64 id, const QString& output) {
  const Variant* variant = m_document.variant(id);
  if (!variant) return;
  const auto artefact = m_document.session()->artefact_file(variant->artefact);
  if (!artefact) {
    Q_EMIT failed(artefact.error());
    return;
  }
  ExportRequest request{*variant, *artefact, modelPath(variant->model_hash).toStdString(),
                        output.toStdString(), dataPath()};
  Task& task = submit(JobKind::Export, tr("Export %1").arg(toQt(variant->name)), std::move(request),
                      [this](Outcome& outcome) -> Status {
                        Q_EMIT exported(std::get<ExportReport>(outcome));
                        return {};
                      });
  task.job.variant = id;
}

QString JobRunner::modelPath(const std::string& hash) const {
  if (m_document.info() && m_document.info()->hash == hash) return toQt(m_document.info()->path);
  for (const StoredModel& model : m_document.storedModels()) {
    if (model.hash == hash) return toQt(model.path);
  }
  return {};
}

void JobRunner::setThreads(int threads) {
  MeasureOptions options = m_options;
  options.threads = threads;
  setMeasureOptions(options);
}

void JobRunner::setMeasureOptions(const MeasureOptions& options) {
  m_options = options;
  Q_EMIT measureOptionsChanged();
}

Environment JobRunner::environment() const { return m_workbench->environment(m_options.threads); }

}  // namespace athena::ui
