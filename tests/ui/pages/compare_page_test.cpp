// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_page.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"
#include "tests/ui/support/fake_workbench.h"
#include "ui/jobs/job_runner.h"
#include "ui/models/layer_report_model.h"
#include "ui/pages/compare/layer_details.h"
#include "ui/pages/compare/result_charts.h"
#include "ui/pages/compare/results_view.h"
#include "ui/plots/bar_plot.h"

using namespace athena::ui;

namespace {

struct Fixture {
  test::SampleSession session;
  test::FakeWorkbench* workbench = nullptr;
  JobRunner runner{session.document, test::fakeFactory(workbench)};
  ComparePage page{session.document, runner};

  explicit Fixture(bool filled = true) {
    if (filled) session.addThree();
    page.resize(1100, 700);
    page.show();
    page.activateWindow();
    if (!QTest::qWaitForWindowActive(&page)) qFatal("no window");
    QCoreApplication::processEvents();
  }
  QAction* action(const QString& text) {
    for (QAction* each : page.findChildren<QAction*>()) {
      if (each->text() == text) return each;
    }
    qFatal("no action %s", qPrintable(text));
  }
  void clickChart(ScatterPlot* plot, qint64 id, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mouseClick(plot->findChild<QWidget*>(), Qt::LeftButton, modifiers, plot->pixelOf(id).toPoint());
  }
  void clickRow(qint64 id, Qt::KeyboardModifiers modifiers = {}) {
    const QRect cell = page.table()->visualRect(page.table()->filter().indexOf(id));
    QTest::mouseClick(page.table()->viewport(), Qt::LeftButton, modifiers, cell.center());
  }
};

}  // namespace

class ComparePageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void saysWhatToDoFirst() {
    Fixture f(false);
    QVERIFY(f.page.isEmptyStateShown());
    f.session.addThree();
    QVERIFY(!f.page.isEmptyStateShown());
  }

  void aClickInAChartSelectsEverywhere() {
    Fixture f;
    f.clickChart(f.page.charts()->sizeChart(), f.session.int4);
    QCOMPARE(f.page.table()->selectedIds(), QList<qint64>{f.session.int4});
    QCOMPARE(f.session.document.selectedVariant(), f.session.int4);
    QCOMPARE(f.page.layers()->model()->rowCount(), 3);
    f.clickChart(f.page.charts()->timeChart(), f.session.int8, Qt::ControlModifier);
    QCOMPARE(f.page.table()->selectedIds(), (QList<qint64>{f.session.int8, f.session.int4}));
    QCOMPARE(f.page.layers()->bars()->bars().front().after.size(), 2);
  }

  void aRowSelectsInTheCharts() {
    Fixture f;
    QSignalSpy spy(&f.session.document, &WorkbenchDocument::variantSelectionChanged);
    f.clickRow(f.session.fp16);
    QCOMPARE(f.session.document.selectedVariant(), f.session.fp16);
    QCOMPARE(spy.size(), 1);
    f.session.document.selectVariant(f.session.int8);  // from another page
    QCOMPARE(f.page.table()->selectedIds(), QList<qint64>{f.session.int8});
  }

  void theBudgetLightsUpTheBest() {
    Fixture f;
    ScatterPlot* size = f.page.charts()->sizeChart();
    QVERIFY(!f.page.charts()->best());
    QWidget* surface = size->findChild<QWidget*>();
    const int y = size->height() / 2;
    const int to = int(size->pixelOf(f.session.int8).x()) + 8;
    QTest::mousePress(surface, Qt::LeftButton, {}, {qRound(size->budgetPixel()), y});
    QTest::mouseMove(surface, {to, y});
    QTest::mouseRelease(surface, Qt::LeftButton, {}, {to, y});
    QCOMPARE(f.page.charts()->best(), std::optional(f.session.int8));
    QCOMPARE(f.page.charts()->timeChart()->best(), std::optional(f.session.int8));
    QVERIFY(f.page.model()->index(1, 0).data(Qt::FontRole).value<QFont>().bold());
    f.page.charts()->timeChart()->setBudget(1.0);
    QVERIFY(!f.page.charts()->best());
  }

  void renamesDeletesAndUndoes() {
    Fixture f;
    f.clickRow(f.session.int4);
    QTest::keyClick(f.page.table(), Qt::Key_F2);
    auto* editor = f.page.table()->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->setText("for the watch");
    QTest::keyClick(editor, Qt::Key_Return);
    const auto name = [&] {
      return QString::fromStdString(f.session.document.variant(f.session.int4)->name);
    };
    QTRY_COMPARE(name(), "for the watch");
    QTest::keyClick(f.page.table(), Qt::Key_Delete);
    QVERIFY(!f.session.document.variant(f.session.int4));
    QCOMPARE(f.page.model()->rowCount(), 3);
    QCOMPARE(f.page.charts()->sizeChart()->points().size(), 3);
    f.session.document.undoStack()->undo();
    QCOMPARE(f.page.model()->rowCount(), 4);
    f.session.document.undoStack()->undo();
    QCOMPARE(name(), "int4 weights");
  }

  void takesRecipesAndCopiesCommands() {
    Fixture f;
    QVERIFY(!f.action("Take recipe")->isEnabled());
    f.clickRow(f.session.int4);
    f.action("Take recipe")->trigger();
    QCOMPARE(f.session.document.recipe(), f.session.document.variant(f.session.int4)->recipe);
    f.action("Copy command")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             "athena-cli benchmark model.pt --against digits_transformer.pt");
    QSignalSpy wanted(&f.page, &ComparePage::exportRequested);
    f.action(QStringLiteral("Export…"))->trigger();
    QCOMPARE(wanted.at(0).at(0).toLongLong(), f.session.int4);
    f.action("Copy table")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text().count('\n'), 5);
  }

  void listsWhatCannotBeCompared() {
    Fixture f;
    QVERIFY(f.page.incomparableText().isEmpty());
    athena::Measurement elsewhere = test::sampleMeasurement(9999, 1000, 0.01);
    elsewhere.environment.machine = "laptop";
    const qint64 id = f.session.add(test::sampleVariant("old", "int8-dynamic", elsewhere));
    QCOMPARE(f.page.incomparableText(), QStringLiteral("“old”: Measured on another machine: laptop."));
    f.clickRow(id);  // it can be selected like any other
    QCOMPARE(f.session.document.selectedVariant(), id);
  }

  void savesChartsAndTable() {
    Fixture f;
    const QTemporaryDir folder;
    QVERIFY(f.page.saveCharts(folder.filePath("c.svg")));
    QVERIFY(f.page.saveTable(folder.filePath("t.csv")));
    QFile table(folder.filePath("t.csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    QVERIFY(table.readAll().startsWith("name,schemes,accuracy,"));
    QVERIFY(!f.page.saveTable("/nowhere/t.csv"));
  }
};

QTEST_MAIN(ComparePageTest)
#include "compare_page_test.moc"
