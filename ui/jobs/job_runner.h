// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QThreadPool>
#include <functional>
#include <list>
#include <memory>

#include "athena/workbench.h"
#include "ui/jobs/job.h"

namespace athena::ui {

class EventInbox;
class WorkbenchDocument;

/// Runs the document's jobs in the core and brings their results home: an opened model into the document, a
/// finished variant into its session. A result that came too late (another model, another session since) is
/// dropped. Everything here is called and emitted in the window's thread; no call blocks.
class JobRunner : public QObject {
  Q_OBJECT

 public:
  using Factory = std::function<std::unique_ptr<Workbench>(Workbench::Options)>;

  /// `factory` is Workbench::create, or a test's.
  JobRunner(WorkbenchDocument& document, Factory factory, QObject* parent = nullptr);
  ~JobRunner() override;

  /// Opens a session, data, a recipe or a model, whichever the path is.
  void openAny(const QString& path);
  /// Opens a model into the session (a new untitled one where there is none). With `hash`, only the file of
  /// that content is taken. `trust`: also where its code does more than compute (trustAsked).
  void openModel(const QString& path, const QString& hash = {}, bool trust = false);
  /// The same for a data file, a folder or an IDX file.
  void openData(const QString& path, const QString& fingerprint = {});
  /// Times every layer of the open model.
  void profileModel();
  /// Measures the machine and, with a model open, its layers in every scheme; answered by machineMeasured.
  void measureMachine();
  /// Looks into the weights of a layer of the open model, under a scheme. Of several looks only the newest is
  /// answered, by weightsReady or weightsFailed; it is none of the jobs below.
  void lookAtWeights(const QString& layer, int bins, const QString& scheme, const Parameters& parameters);
  /// Runs the document's recipe; the finished variant joins the session.
  void runRecipe();
  /// True where an interrupted training of this very recipe, model and data can go on.
  bool canResumeTraining() const;
  void resumeTraining();
  /// Measures a stored variant here and now, under the present conditions.
  void measureVariant(qint64 id);
  /// Makes a variant's missing file again from its recipe; the new variant takes the old one's place.
  void remakeVariant(qint64 id);
  void exportVariant(qint64 id, const QString& output);

  void cancel(JobId id);
  void cancelAll();
  void pause(JobId id);
  void resume(JobId id);
  /// Takes ended jobs off the list.
  void clearEnded();

  QList<Job> jobs() const;  // oldest first
  const Job* job(JobId id) const;
  bool busy() const;
  bool busyWith(JobKind kind) const;

  /// Threads of the runs that measure time; other jobs always share all cores.
  void setThreads(int threads);
  int threads() const { return m_options.threads; }
  const MeasureOptions& measureOptions() const { return m_options; }
  void setMeasureOptions(const MeasureOptions& options);
  /// Whether a rule that skips a layer is an error.
  bool strict() const { return m_strict; }
  void setStrict(bool strict) { m_strict = strict; }
  /// What figures are measured in now.
  Environment environment() const;

  /// Path of a model's file by its hash: the open model's, else where the session last saw it; empty:
  /// unknown.
  QString modelPath(const std::string& hash) const;

 Q_SIGNALS:
  void jobsChanged();  // one came or went
  void jobChanged(athena::ui::JobId id);
  void seriesPoint(athena::ui::JobId id, const QString& series, double x, double y);
  /// `modelHash`: of the model whose layers were timed; empty: none was.
  void machineMeasured(const athena::MachineReport& machine, const QString& modelHash);
  void weightsReady(const athena::WeightStatistics& weights);
  void weightsFailed(const athena::Error& error);
  void variantFinished(qint64 id);
  void exported(const athena::ExportReport& report);
  void failed(const athena::Error& error);
  /// A model was not opened because its code does more than compute, or went over a limit; openModel() with
  /// these and `trust` opens it all the same.
  void trustAsked(const QString& path, const QString& hash, const athena::Error& error);
  void notice(const QString& text);
  void measureOptionsChanged();

 private:
  using Take = std::function<Status(Outcome&)>;
  struct Task {
    Job job;
    std::optional<athena::JobId> core;             // its id in the workbench; none: it runs in m_pool
    Take take;                                     // what becomes of the outcome; empty: it came too late
    std::function<void()> notDone;                 // after failure or cancellation; may be empty
    std::function<void(const Error&)> notAllowed;  // instead of failed(), where that is why; may be empty
  };

  Task& addTask(JobKind kind, const QString& text);
  Task& submit(JobKind kind, const QString& text, Request request, Take take,
               std::function<void()> notDone = {});
  void onEvent(const JobEvent& event);
  void onState(Task& task, const JobStateChange& change);
  void finish(Task& task, JobState state, const Error& error);
  void drop(JobKind kind);  // cancels; what still comes of it is not taken
  void dropAll();
  void describeData(JobId id, const QString& path, const QString& fingerprint);
  void takeData(JobId id, const Result<DatasetInfo>& data, const QString& fingerprint);
  void profile(bool quiet);
  void readOutline();
  /// A look, which is over in a moment and in no list: the newest of its kind.
  void look(JobKind kind, Request request, Take take);
  void profileIfUseful();
  void compress(bool resume);
  CompressRequest compressRequest(const Recipe& recipe) const;
  std::string dataPath() const;
  QString checkpointKey() const;
  QString checkpointFile() const;
  Task* find(JobId id);
  Task* findCore(athena::JobId core);

  WorkbenchDocument& m_document;
  bool m_strict = false;
  MeasureOptions m_options;
  qint64 m_lastId = 0;
  std::list<Task> m_tasks;  // a list: tasks stay where they are while others come and go
  std::unique_ptr<EventInbox> m_inbox;
  std::unique_ptr<Workbench> m_workbench;
  QThreadPool m_pool;  // for what the core does in the caller's thread
};

}  // namespace athena::ui
