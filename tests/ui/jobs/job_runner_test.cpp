// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/job_runner.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "athena/recipe.h"
#include "tests/ui/fail_on_warning.h"
#include "tests/ui/support/fake_workbench.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/document/workbench_document.h"

using namespace athena::ui;
using namespace athena::ui::test;
using athena::CompressRequest;
using athena::ErrorCode;
using athena::ExportRequest;
using athena::fail;
using athena::JobProgress;
using athena::JobSeriesPoint;
using athena::JobState;
using athena::JobWarning;
using athena::MeasureRequest;
using athena::OpenRequest;
using athena::Outcome;
using athena::ProfileRequest;

class JobRunnerTest : public QObject {
  Q_OBJECT

  std::unique_ptr<WorkbenchDocument> m_document;
  FakeWorkbench* m_fake = nullptr;
  std::unique_ptr<JobRunner> m_runner;
  QTemporaryDir m_folder;

  void openModel() {
    m_runner->openModel(QStringLiteral("/models/a.pt"));
    m_fake->end(m_fake->last<OpenRequest>()->id, Outcome(sampleModel("/models/a.pt")));
    QTRY_VERIFY(m_document->model());
  }

  void quantizeAll(bool train) {
    athena::Recipe recipe;
    recipe.name = "int8";
    recipe.steps.push_back({"quantize", {}, {*athena::parse_set_rule("@Linear=int8-dynamic")}});
    if (train) recipe.steps.push_back({"train", {}, {}});
    m_document->edit(recipe, QStringLiteral("int8"));
  }

  const CompressRequest& compression() const {
    return std::get<CompressRequest>(m_fake->last<CompressRequest>()->request);
  }
  void finishCompression() {
    m_fake->end(m_fake->last<CompressRequest>()->id, Outcome(sampleOutcome(compression(), 0.98, 1.2)));
  }
  qint64 makeVariant() {
    openModel();
    quantizeAll(false);
    m_runner->runRecipe();
    finishCompression();
    [this] { QTRY_COMPARE(m_document->variants().size(), std::size_t(1)); }();
    return m_document->variants().front().id;
  }
  Job lastJob(JobKind kind) const {
    Job found;
    for (const Job& job : m_runner->jobs()) {
      if (job.kind == kind) found = job;
    }
    return found;
  }

 private Q_SLOTS:
  void initTestCase() { useFreshSettings(); }

  void init() {
    failOnWarning();
    m_document = std::make_unique<WorkbenchDocument>();
    m_runner = std::make_unique<JobRunner>(*m_document, fakeFactory(m_fake));
  }

  void cleanup() {
    m_runner.reset();
    m_document.reset();
  }

  void opensAModelIntoASessionAndTimesItsLayers() {
    openModel();
    QVERIFY(m_document->hasSession());
    QTRY_VERIFY(m_fake->last<ProfileRequest>());
    athena::ModelInfo timed = m_document->model()->info();
    timed.layers.front().time_share = 0.25;
    m_fake->end(m_fake->last<ProfileRequest>()->id, Outcome(timed));
    QTRY_COMPARE(m_document->info()->layers.front().time_share.value_or(0), 0.25);
  }

  void anUnaskedTimingFailsQuietly() {
    QSignalSpy failures(m_runner.get(), &JobRunner::failed);
    openModel();
    QTRY_VERIFY(m_fake->last<ProfileRequest>());
    m_fake->end(m_fake->last<ProfileRequest>()->id, fail(ErrorCode::InvalidArgument, "No shapes."));
    QTRY_COMPARE(lastJob(JobKind::Profile).state, JobState::Failed);
    QCOMPARE(failures.count(), 0);
  }

  void ofTwoOpeningsTheNewerWins() {
    m_runner->openModel(QStringLiteral("/models/slow.pt"));
    const athena::JobId slow = m_fake->last<OpenRequest>()->id;
    m_runner->openModel(QStringLiteral("/models/quick.pt"));
    m_fake->end(slow, Outcome(sampleModel("/models/slow.pt", std::string(64, 'a'))));  // too late to stop it
    m_fake->end(m_fake->last<OpenRequest>()->id,
                Outcome(sampleModel("/models/quick.pt", std::string(64, 'b'))));
    QTRY_VERIFY(m_document->model());
    QCOMPARE(QString::fromStdString(m_document->info()->path), QStringLiteral("/models/quick.pt"));
  }

  void takesAMovedModelOnlyByItsContent() {
    QSignalSpy failures(m_runner.get(), &JobRunner::failed);
    m_runner->openModel(QStringLiteral("/models/other.pt"), QString(64, QLatin1Char('a')));
    m_fake->end(m_fake->last<OpenRequest>()->id,
                Outcome(sampleModel("/models/other.pt", std::string(64, 'b'))));
    QTRY_COMPARE(failures.count(), 1);
    QVERIFY(!m_document->model());
  }

  void opensDataWithoutBlocking() {
    m_runner->openData(QStringLiteral("/data/mnist"));
    QVERIFY(!m_document->data());
    QVERIFY(m_runner->busyWith(JobKind::OpenData));
    QTRY_VERIFY(m_document->data());
    QCOMPARE(QString::fromStdString(m_document->data()->name), QStringLiteral("MNIST"));
    QSignalSpy failures(m_runner.get(), &JobRunner::failed);
    m_runner->openData(QStringLiteral("/data/missing"));
    QTRY_COMPARE(failures.count(), 1);
  }

  void aFinishedRunJoinsTheSession() {
    openModel();
    quantizeAll(false);
    QSignalSpy finished(m_runner.get(), &JobRunner::variantFinished);
    m_runner->runRecipe();
    QCOMPARE(compression().recipe, m_document->recipe());
    QVERIFY(compression().checkpoint.empty());
    const QString output = QString::fromStdString(compression().output);
    finishCompression();
    QTRY_COMPARE(finished.count(), 1);
    const athena::Variant* variant = m_document->variant(finished.front().front().toLongLong());
    QVERIFY(variant);
    QVERIFY(m_document->session()->artefact_file(variant->artefact).has_value());
    QVERIFY(!QFile::exists(output));
    QCOMPARE(lastJob(JobKind::Compress).variant, qint64(variant->id));
  }

  void reportsProgressSeriesAndWarnings() {
    openModel();
    quantizeAll(true);
    m_runner->runRecipe();
    const athena::JobId job = m_fake->last<CompressRequest>()->id;
    QSignalSpy points(m_runner.get(), &JobRunner::seriesPoint);
    m_fake->start(job);
    m_fake->say(job, JobProgress{0.25, "epoch 1"});
    m_fake->say(job, JobProgress{0.5, "epoch 2"});
    m_fake->say(job, JobSeriesPoint{"loss", 1, 2.25});
    m_fake->say(job, JobWarning{"The learning rate is high."});
    QTRY_COMPARE(points.count(), 1);
    const Job shown = lastJob(JobKind::Compress);
    QCOMPARE(shown.state, JobState::Running);
    QCOMPARE(shown.fraction, 0.5);
    QCOMPARE(shown.doing, QStringLiteral("epoch 2"));
    QCOMPARE(shown.series.value(QStringLiteral("loss")), QList<QPointF>{QPointF(1, 2.25)});
    QCOMPARE(shown.warnings, QStringList{QStringLiteral("The learning rate is high.")});
  }

  void timeLeftCountsDownBetweenReports() {
    athena::ui::Job job;
    job.state = JobState::Running;
    job.fraction = 0.5;
    QVERIFY(!job.secondsLeft());  // nothing can be told from so short a time
    job.reportedAt = 60;
    QCOMPARE(job.secondsLeft(), std::optional(120.0));
    job.clock.start();
    QTest::qWait(10);
    QVERIFY(*job.secondsLeft() < 120);
    job.state = JobState::Done;
    QVERIFY(!job.secondsLeft());
  }

  void pausesAndGoesOn() {
    openModel();
    quantizeAll(false);
    m_runner->runRecipe();
    m_fake->start(m_fake->last<CompressRequest>()->id);
    const JobId id = lastJob(JobKind::Compress).id;
    m_runner->pause(id);
    QTRY_COMPARE(m_runner->job(id)->state, JobState::Paused);
    m_runner->resume(id);
    QTRY_COMPARE(m_runner->job(id)->state, JobState::Running);
  }

  void aStoppedTrainingCanGoOn() {
    openModel();
    quantizeAll(true);
    QVERIFY(!m_runner->canResumeTraining());
    m_runner->runRecipe();
    const QString checkpoint = QString::fromStdString(compression().checkpoint);
    QVERIFY(!checkpoint.isEmpty());
    QFile file(checkpoint);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("weights so far");
    file.close();
    m_runner->cancelAll();
    QTRY_COMPARE(lastJob(JobKind::Compress).state, JobState::Cancelled);
    QVERIFY(m_document->variants().empty());
    QVERIFY(file.remove());  // as on another machine: the session has it
    QVERIFY(m_runner->canResumeTraining());
    m_runner->resumeTraining();
    QVERIFY(compression().resume);
    QVERIFY(QFile::exists(QString::fromStdString(compression().checkpoint)));
    finishCompression();
    QTRY_COMPARE(m_document->variants().size(), std::size_t(1));
    QVERIFY(!m_runner->canResumeTraining());
  }

  void aRunOfAnotherSessionIsDropped() {
    openModel();
    quantizeAll(false);
    m_runner->runRecipe();
    const athena::JobId job = m_fake->last<CompressRequest>()->id;
    const CompressRequest request = compression();
    QVERIFY(m_document->newSession());
    m_fake->end(job, Outcome(sampleOutcome(request, 0.98, 1.2)));
    QTRY_COMPARE(lastJob(JobKind::Compress).state, JobState::Cancelled);
    QVERIFY(m_document->variants().empty());
  }

  void aFailureSaysWhy() {
    openModel();
    quantizeAll(false);
    QSignalSpy failures(m_runner.get(), &JobRunner::failed);
    m_runner->runRecipe();
    m_fake->end(m_fake->last<CompressRequest>()->id, fail(ErrorCode::Io, "The disk is full.", "errno 28"));
    QTRY_COMPARE(failures.count(), 1);
    const Job job = lastJob(JobKind::Compress);
    QCOMPARE(job.state, JobState::Failed);
    QCOMPARE(QString::fromStdString(job.error.details), QStringLiteral("errno 28"));
    m_runner->clearEnded();
    QVERIFY(m_runner->jobs().isEmpty() || m_runner->busy());
  }

  void measuresAgain() {
    const qint64 id = makeVariant();
    m_runner->measureVariant(id);
    const auto& request = std::get<MeasureRequest>(m_fake->last<MeasureRequest>()->request);
    QCOMPARE(QString::fromStdString(request.against), QStringLiteral("/models/a.pt"));
    athena::Measurement measurement = m_document->variant(id)->measurements.front();
    measurement.measured_at = "2026-11-25T00:00:00Z";
    m_fake->end(m_fake->last<MeasureRequest>()->id, Outcome(measurement));
    QTRY_COMPARE(m_document->variant(id)->measurements.size(), std::size_t(2));
  }

  void remakesAMissingFileInPlace() {
    const qint64 id = makeVariant();
    const auto artefact = m_document->session()->artefact_file(m_document->variant(id)->artefact);
    QVERIFY(QFile::remove(QString::fromStdString(*artefact)));
    QSignalSpy failures(m_runner.get(), &JobRunner::failed);
    m_runner->exportVariant(id, m_folder.filePath(QStringLiteral("out.pt")));
    QCOMPARE(failures.count(), 1);
    m_runner->remakeVariant(id);
    QVERIFY(!compression().measure);
    finishCompression();
    QTRY_VERIFY(m_document->variants().front().id != id);
    QCOMPARE(m_document->variants().size(), std::size_t(1));
    QCOMPARE(m_document->variants().front().measurements.size(), std::size_t(1));
    QVERIFY(m_document->session()->artefact_file(m_document->variants().front().artefact).has_value());
  }

  void exportsTheStoredFile() {
    const qint64 id = makeVariant();
    QSignalSpy exported(m_runner.get(), &JobRunner::exported);
    m_runner->exportVariant(id, m_folder.filePath(QStringLiteral("out.pt")));
    const auto& request = std::get<ExportRequest>(m_fake->last<ExportRequest>()->request);
    QVERIFY(QFile::exists(QString::fromStdString(request.artefact)));
    QCOMPARE(QString::fromStdString(request.original), QStringLiteral("/models/a.pt"));
    athena::ExportReport report;
    report.path = request.output;
    m_fake->end(m_fake->last<ExportRequest>()->id, Outcome(report));
    QTRY_COMPARE(exported.count(), 1);
  }

  void threadsAreOfTheTimingRuns() {
    openModel();
    quantizeAll(false);
    m_runner->setThreads(2);
    m_runner->runRecipe();
    QCOMPARE(compression().options.threads, 2);
    QCOMPARE(m_runner->environment().threads, 2);
  }
};

QTEST_GUILESS_MAIN(JobRunnerTest)
#include "job_runner_test.moc"
