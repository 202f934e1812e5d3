// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/export_page.h"

#include <QDir>
#include <QPushButton>
#include <QStandardPaths>
#include <QTest>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"
#include "tests/ui/support/fake_workbench.h"
#include "ui/pages/export/export_result.h"

using namespace athena::ui;
using athena::ExportReport;
using athena::ExportRequest;

namespace {

struct Fixture {
  QTemporaryDir folder;
  test::SampleSession session;
  test::FakeWorkbench* workbench = nullptr;
  JobRunner runner{session.document, test::fakeFactory(workbench)};
  ExportPage page{session.document, runner};
  qint64 first = 0, second = 0;

  Fixture() {
    page.resize(800, 700);
    page.show();
  }
  void fill() {
    QFile artefact(folder.filePath("artefact"));
    if (!artefact.open(QIODevice::WriteOnly) || artefact.write("model") != 5) qFatal("no artefact");
    artefact.close();
    const auto add = [&](const char* name) {
      return session.document.addVariant(
          test::sampleVariant(name, "int8-dynamic", test::sampleMeasurement(9832, 1121000, 1.27)),
          artefact.fileName());
    };
    first = add("int8, all layers");
    second = add("second");
  }
  QPushButton* button(const QString& text) {
    for (auto* each : page.findChildren<QPushButton*>()) {
      if (each->text() == text) return each;
    }
    qFatal("no button %s", qPrintable(text));
  }
};

}  // namespace

class ExportPageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
  void init() { test::failOnWarning(); }

  void saysWhatToDoFirst() {
    Fixture f;
    QVERIFY(f.page.isEmptyStateShown());
    f.fill();
    QVERIFY(!f.page.isEmptyStateShown());
    QCOMPARE(f.page.chosenVariant(), f.second);
  }

  void followsTheSelectionAndSuggestsAFile() {
    Fixture f;
    f.fill();
    f.session.document.selectVariant(f.first);
    QCOMPARE(f.page.chosenVariant(), f.first);
    QVERIFY2(f.page.file().endsWith("/int8-all-layers.pt"), qPrintable(f.page.file()));
    QVERIFY(f.page.problem().isEmpty());
    f.page.setFile(f.folder.filePath("mine.pt"));
    f.page.chooseVariant(f.second);
    QCOMPARE(f.page.file(), f.folder.filePath("mine.pt"));  // a person's own choice stays
  }

  void exportsAndShowsTheParity() {
    Fixture f;
    f.fill();
    f.page.setFile(f.folder.filePath("out.pt"));
    QTest::mouseClick(f.button("Export"), Qt::LeftButton);
    const auto* submitted = f.workbench->last<ExportRequest>();
    QVERIFY(submitted);
    QCOMPARE(std::get<ExportRequest>(submitted->request).output, f.folder.filePath("out.pt").toStdString());
    QCOMPARE(std::get<ExportRequest>(submitted->request).variant.id, f.second);
    const auto job = submitted->id;
    f.workbench->start(job);
    QVERIFY(!f.button("Export")->isEnabled());
    QVERIFY(f.button("Cancel")->isVisible());
    ExportReport report{
        f.folder.filePath("out.pt").toStdString(), f.folder.filePath("out.json").toStdString(), 1121000, {}};
    report.parity.passed = true;
    report.parity.message = "The file gives the same outputs.";
    report.parity.agreement = athena::Agreement{0.9981, 0.9999, 38, 0.0004, 1000, false};
    report.parity.max_abs_difference = 0;
    f.workbench->end(job, athena::Outcome(report));
    QTRY_VERIFY(f.page.result()->isVisible());
    QCOMPARE(f.page.result()->verdict(), "Exported and verified");
    QTRY_VERIFY(f.button("Export")->isEnabled());
    QVERIFY(f.page.problem().isEmpty());
    QVERIFY(ExportResult::pythonLines("C:\\b.pt").endsWith("torch.jit.load(\"C:\\\\b.pt\")"));
  }

  void aFailureIsShownInPlace() {
    Fixture f;
    f.fill();
    f.page.setFile(f.folder.filePath("out.pt"));
    QTest::mouseClick(f.button("Export"), Qt::LeftButton);
    const auto job = f.workbench->last<ExportRequest>()->id;
    f.workbench->end(job, athena::fail(athena::ErrorCode::Io, "The disk is full."));
    QTRY_COMPARE(f.page.problem(), "The disk is full.");
    QVERIFY(!f.page.result()->isVisible());
    QVERIFY(f.button("Export")->isEnabled());  // try again
    f.page.setFile(f.folder.filePath("other.pt"));
    QVERIFY(f.page.problem().isEmpty());
  }

  void canBeCancelled() {
    Fixture f;
    f.fill();
    f.page.setFile(f.folder.filePath("out.pt"));
    QTest::mouseClick(f.button("Export"), Qt::LeftButton);
    f.workbench->start(f.workbench->last<ExportRequest>()->id);
    QTest::mouseClick(f.button("Cancel"), Qt::LeftButton);
    QVERIFY(f.workbench->last<ExportRequest>()->cancelled);
    QTRY_VERIFY(f.button("Export")->isEnabled());
    QVERIFY(f.page.problem().isEmpty());
  }

  void refusesWhatCannotWork() {
    Fixture f;
    f.fill();
    f.page.setFile(f.folder.path());
    QVERIFY(f.page.problem().contains("folder"));
    QVERIFY(!f.button("Export")->isEnabled());
    f.page.setFile("/nowhere/out.pt");
    QVERIFY(f.page.problem().contains("/nowhere"));
    f.page.setFile({});
    QVERIFY(!f.button("Export")->isEnabled());
  }

  void offersToRemakeAMissingFile() {
    Fixture f;
    f.session.addThree();  // without files
    f.page.chooseVariant(f.session.int8);
    f.page.setFile(f.folder.filePath("out.pt"));
    QVERIFY(!f.button("Export")->isEnabled());
    QVERIFY(f.button("Make the file again")->isVisible());
  }
};

QTEST_MAIN(ExportPageTest)
#include "export_page_test.moc"
