// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/machine/machine_page.h"

#include <QAction>
#include <QLabel>
#include <QStandardPaths>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"
#include "tests/ui/support/fake_workbench.h"
#include "ui/document/text.h"
#include "ui/pages/machine/speed_table.h"
#include "ui/plots/roofline_plot.h"

using namespace athena::ui;
using athena::MachineReport;
using athena::MachineRequest;

namespace {

struct Fixture {
  test::SampleSession session;
  test::FakeWorkbench* workbench = nullptr;
  JobRunner runner{session.document, test::fakeFactory(workbench)};
  MachinePage page{session.document, runner};

  Fixture() {
    page.resize(1000, 700);
    page.show();
  }
  void openModel() { session.document.setModel(test::sampleModel()); }
  /// Measures; the core's answer is `report`.
  void measure(const MachineReport& report) {
    page.measureAction()->trigger();
    const auto job = workbench->last<MachineRequest>()->id;
    workbench->start(job);
    workbench->end(job, athena::Outcome(report));
    QTRY_VERIFY(!page.isEmptyStateShown());
  }
  bool says(const QString& text) const {
    for (const QLabel* label : page.findChildren<QLabel*>()) {
      if (label->text().contains(text)) return true;
    }
    return false;
  }
};

MachineReport withoutLayers() {
  MachineReport machine = test::sampleMachine();
  machine.layers.clear();
  machine.batch = 0;
  return machine;
}

}  // namespace

class MachinePageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
  void init() { test::failOnWarning(); }

  void saysWhatToDoFirst() {
    Fixture f;
    QVERIFY(f.page.isEmptyStateShown());
    QVERIFY(f.page.measureAction()->isEnabled());
  }

  void measuresTheMachineAlone() {
    Fixture f;
    f.runner.setThreads(2);
    f.page.measureAction()->trigger();
    const auto& request = std::get<MachineRequest>(f.workbench->last<MachineRequest>()->request);
    QVERIFY(!request.model);
    QCOMPARE(request.threads, 2);
    QVERIFY(!f.page.measureAction()->isEnabled());
    f.workbench->end(f.workbench->last<MachineRequest>()->id, athena::Outcome(withoutLayers()));
    QTRY_VERIFY(!f.page.isEmptyStateShown());
    QVERIFY(f.page.measureAction()->isEnabled());
    QVERIFY(f.says("Test CPU"));
    QVERIFY(f.says("L2 1024 KiB"));
    QVERIFY(f.says("232 (avx512vnni)"));
    QVERIFY(f.says("23.0 (memory)"));
    QVERIFY(f.page.hint().contains("Open a model"));
    QVERIFY(f.page.plot()->points().empty());
  }

  void showsTheLayersOfTheOpenModel() {
    Fixture f;
    f.openModel();
    f.measure(test::sampleMachine());
    QCOMPARE(std::get<MachineRequest>(f.workbench->last<MachineRequest>()->request).model->info().hash,
             f.session.document.info()->hash);
    QCOMPARE(f.page.table()->topLevelItemCount(), 3);
    QTreeWidgetItem* first = f.page.table()->topLevelItem(0);
    QCOMPARE(first->text(SpeedTable::Name), "encoder.layers.0.linear1");
    QCOMPARE(first->childCount(), 4);
    QCOMPARE(first->child(2)->text(SpeedTable::Name), "int8-dynamic");
    QCOMPARE(first->child(2)->text(SpeedTable::Ratio), "0.40x");
    QVERIFY(first->text(SpeedTable::Remark).isEmpty());
    QTreeWidgetItem* slowed = f.page.table()->topLevelItem(2);
    QCOMPARE(slowed->text(SpeedTable::Remark), "slower in int8-weight");
    QCOMPARE(slowed->child(1)->text(SpeedTable::Remark), "slower here");
    QVERIFY(slowed->child(4)->text(SpeedTable::Remark).contains("NaN"));
    // One point for each time that was measured.
    QCOMPARE(f.page.plot()->points().size(), std::size_t(15));
    QCOMPARE(std::count_if(f.page.plot()->points().begin(), f.page.plot()->points().end(),
                           [](const RooflinePoint& point) { return point.slower; }),
             1);
  }

  void choosesALayerInTheTableAndInTheChart() {
    Fixture f;
    f.openModel();
    f.measure(test::sampleMachine());
    f.page.table()->setCurrentItem(f.page.table()->topLevelItem(1)->child(0));
    QCOMPARE(f.session.document.selectedLayers(), QStringList("encoder.layers.0.linear2"));
    const RooflinePoint& point = f.page.plot()->points().back();
    QTest::qWait(50);  // the chart is laid out
    QTest::mouseClick(f.page.plot()->findChild<QWidget*>(), Qt::LeftButton, {},
                      f.page.plot()->pixelOf(point).toPoint());
    QCOMPARE(f.session.document.selectedLayers(), QStringList(point.layer));
    QCOMPARE(f.page.table()->currentItem()->text(SpeedTable::Name), point.layer);
  }

  void anotherModelsLayersAreForgotten() {
    Fixture f;
    f.openModel();
    f.measure(test::sampleMachine());
    f.session.document.setModel(test::sampleModel("/models/other.pt", std::string(64, 'c')));
    QCOMPARE(f.page.table()->topLevelItemCount(), 0);
    QVERIFY(f.page.plot()->points().empty());
    QVERIFY(f.page.hint().contains("Measure again"));
    QVERIFY(f.says("Test CPU"));
  }

  void whatComesTooLateShowsTheMachineAlone() {
    Fixture f;
    f.openModel();
    f.page.measureAction()->trigger();
    const auto job = f.workbench->last<MachineRequest>()->id;
    f.session.document.setModel(test::sampleModel("/models/other.pt", std::string(64, 'c')));
    f.workbench->end(job, athena::Outcome(test::sampleMachine()));
    QTRY_VERIFY(!f.page.isEmptyStateShown());
    QCOMPARE(f.page.table()->topLevelItemCount(), 0);
  }
};

QTEST_MAIN(MachinePageTest)
#include "machine_page_test.moc"
