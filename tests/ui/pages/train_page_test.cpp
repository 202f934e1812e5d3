// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"
#include "tests/ui/support/fake_workbench.h"
#include "ui/pages/train/training_runs_model.h"
#include "ui/plots/loss_plot.h"
#include "ui/widgets/parameter_form.h"

using namespace athena::ui;
using athena::CompressRequest;
using athena::DatasetInfo;
using athena::JobSeriesPoint;
using athena::Step;
using Runs = TrainingRunsModel;

namespace {

const DatasetInfo kData{"/data", "MNIST", "f00d", {{"train", 20000}, {"test", 10000}}, {1, 28, 28}, 10};

struct Fixture {
  test::SampleSession session;
  test::FakeWorkbench* workbench = nullptr;
  JobRunner runner{session.document, test::fakeFactory(workbench)};
  TrainPage page{session.document, runner};

  Fixture() {
    page.resize(1000, 700);
    page.show();
  }
  void prepare() {
    session.document.setModel(test::sampleModel());
    session.document.setData(kData);
    session.document.addStep(Step{"train", {{"epochs", std::int64_t(2)}}, {}});
  }
  QToolButton* button(const QString& text) {
    for (auto* each : page.findChildren<QToolButton*>()) {
      if (each->text() == text) return each;
    }
    qFatal("no button %s", qPrintable(text));
  }
  QString cell(int row, int column) { return page.runs()->index(row, column).data().toString(); }
};

}  // namespace

class TrainPageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void knowsWhatIsMissing() {
    Fixture f;
    WorkbenchDocument& document = f.session.document;
    QCOMPARE(trainingNeeds(document), TrainingNeeds::Model);
    document.setModel(test::sampleModel());
    QCOMPARE(trainingNeeds(document), TrainingNeeds::Step);
    QVERIFY(f.page.isEmptyStateShown());
    for (QAction* action : f.page.findChildren<QAction*>()) {
      if (action->text() == "Add a train step") action->trigger();
    }
    QCOMPARE(document.recipe().steps.back().verb, "train");
    QVERIFY(!f.page.isEmptyStateShown());
    QCOMPARE(trainingNeeds(document), TrainingNeeds::Data);
    QVERIFY(f.button(QStringLiteral("Open data…"))->isVisible());
    DatasetInfo unlabelled = kData;
    unlabelled.classes = 0;
    document.setData(unlabelled);
    QCOMPARE(trainingNeeds(document), TrainingNeeds::Labels);
    QVERIFY(f.page.hint().contains("MNIST"));
    QVERIFY(!f.button("Train")->isEnabled());
    document.setData(kData);
    QCOMPARE(trainingNeeds(document), TrainingNeeds::Nothing);
    QVERIFY(f.button("Train")->isEnabled());
    QVERIFY(!f.button(QStringLiteral("Open data…"))->isVisible());
    document.undoStack()->undo();
    QVERIFY(f.page.isEmptyStateShown());
  }

  void theFormEditsTheRecipe() {
    Fixture f;
    f.prepare();
    auto* epochs = f.page.form()->findChild<QSpinBox*>("epochs");
    QVERIFY(epochs);
    QCOMPARE(epochs->value(), 2);
    epochs->setValue(5);
    QCOMPARE(f.session.document.recipe().steps[0].parameters,
             (athena::Parameters{{"epochs", std::int64_t(5)}}));
    f.session.document.undoStack()->undo();
    QCOMPARE(epochs->value(), 2);
  }

  void countsStepsOfAnEpoch() {
    athena::Recipe recipe{"", 0, {Step{"train", {{"batch", std::int64_t(64)}}, {}}}};
    QCOMPARE(stepsPerEpoch(recipe, &kData), 313.0);
    recipe.steps[0].parameters.emplace_back("samples", std::int64_t(1000));
    QCOMPARE(stepsPerEpoch(recipe, &kData), 16.0);
    QCOMPARE(stepsPerEpoch(recipe, nullptr), 0.0);
    athena::Variant variant;
    variant.recipe.steps = {Step{"train", {{"epochs", std::int64_t(2)}}, {}}};
    variant.curve = {{0, 2}, {199, 1}};
    QCOMPARE(stepsPerEpoch(variant), 100.0);
  }

  void showsALiveLossAndThenTheResult() {
    Fixture f;
    f.prepare();
    QAbstractItemModelTester tester(f.page.runs(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTest::mouseClick(f.button("Train"), Qt::LeftButton);
    const auto* submitted = f.workbench->last<CompressRequest>();
    QVERIFY(submitted);
    const auto job = submitted->id;
    f.workbench->start(job);
    QCOMPARE(f.page.runs()->rowCount(), 0);  // nothing is known of its loss yet
    f.workbench->say(job, JobSeriesPoint{"loss", 0, 2.3});
    QTRY_COMPARE(f.page.runs()->rowCount(), 1);
    f.workbench->say(job, JobSeriesPoint{"loss", 1, 1.5});
    f.workbench->say(job, athena::JobProgress{0.25, "epoch 1 of 2"});
    QTRY_COMPARE(f.cell(0, Runs::Loss), "1.5");
    QTRY_COMPARE(f.cell(0, Runs::State), "25 %");
    QVERIFY(f.page.runs()->index(0, Runs::Loss).data(Qt::ToolTipRole).toString().contains("2"));
    f.page.plot()->setSmoothing(false);
    QCOMPARE(f.page.plot()->drawn(f.page.plot()->curves().value(0)), (QList<QPointF>{{0, 2.3}, {1, 1.5}}));
    QVERIFY(f.button("Cancel")->isEnabled());

    QTest::mouseClick(f.button("Pause"), Qt::LeftButton);
    QTRY_COMPARE(f.cell(0, Runs::State), "paused at 25 %");
    QTest::mouseClick(f.button("Continue"), Qt::LeftButton);
    QTRY_COMPARE(f.cell(0, Runs::State), "25 %");

    athena::Variant done = test::sampleOutcome(std::get<CompressRequest>(submitted->request), 0.98, 1.3);
    done.name = "trained";
    done.curve = {{0, 2.3}, {1, 1.5}, {2, 0.9}};
    f.workbench->end(job, athena::Outcome(done));
    QTRY_COMPARE(f.cell(0, Runs::Name), "trained");
    QCOMPARE(f.page.runs()->rowCount(), 1);
    QCOMPARE(f.cell(0, Runs::State), "done");
    QCOMPARE(f.page.plot()->curves(), QStringList{"variant:1"});
    QVERIFY(!f.button("Cancel")->isEnabled());
  }

  void aCancelledTrainingStaysInSight() {
    Fixture f;
    f.prepare();
    QTest::mouseClick(f.button("Train"), Qt::LeftButton);
    const auto job = f.workbench->last<CompressRequest>()->id;
    f.workbench->start(job);
    f.workbench->say(job, JobSeriesPoint{"loss", 0, 2.3});
    QTRY_COMPARE(f.page.runs()->rowCount(), 1);
    QTest::mouseClick(f.button("Cancel"), Qt::LeftButton);
    QVERIFY(f.workbench->last<CompressRequest>()->cancelled);
    QTRY_COMPARE(f.cell(0, Runs::State), "cancelled at 0 %");
    QCOMPARE(f.page.plot()->curves().size(), 1);
  }

  void storedCurvesCanBeHidden() {
    Fixture f;
    athena::Variant variant = test::sampleVariant("a", "int8-dynamic", test::sampleMeasurement(9800, 1, 1));
    variant.curve = {{0, 2}, {1, 1}};
    f.session.add(variant);
    f.session.add(test::sampleVariant("untrained", "int8-dynamic", test::sampleMeasurement(9800, 1, 1)));
    QCOMPARE(f.page.runs()->rowCount(), 1);
    QCOMPARE(f.page.plot()->curves().size(), 1);
    const QModelIndex box = f.page.runs()->index(0, Runs::Name);
    QVERIFY(f.page.runs()->setData(box, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(f.page.plot()->curves().isEmpty());
    QVERIFY(f.page.runs()->setData(box, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(f.page.plot()->curves().size(), 1);
  }
};

QTEST_MAIN(TrainPageTest)
#include "train_page_test.moc"
