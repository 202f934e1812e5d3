// SPDX-License-Identifier: GPL-3.0-or-later
// The whole loop on a real model and real data, in the real window, as a person goes through it.
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "athena/recipe.h"
#include "tests/ui/support/hand.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/document/text.h"
#include "ui/main_window.h"
#include "ui/models/layer_tree_model.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/results_view.h"
#include "ui/pages/export/export_page.h"
#include "ui/style/style.h"
#include "ui/window/samples.h"

using namespace athena::ui;
using namespace athena::ui::test;
using athena::JobState;
using L = LayerTreeModel;

namespace {

constexpr int kOpenMs = 60'000, kRunMs = 120'000;

}  // namespace

class LoopTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;

  WorkbenchDocument& document() { return m_window->document(); }
  JobRunner& runner() { return m_window->runner(); }
  Hand hand() { return Hand(*m_window); }

  /// A few hundred of the sample's digits, so that a run takes seconds.
  QString smallData() const {
    const QString samples = samplesFolder();
    QFile file(m_folder.filePath(QStringLiteral("few.data.json")));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(QStringLiteral(R"({
  "athena_data": 1,
  "name": "a few digits",
  "sources": {
    "train": {"idx": {"image": "%1/train-images-idx3-ubyte.gz", "label": "%1/train-labels-idx1-ubyte.gz"}},
    "test": {"idx": {"image": "%1/t10k-images-idx3-ubyte.gz", "label": "%1/t10k-labels-idx1-ubyte.gz"}}
  },
  "inputs": [{"column": "image"}],
  "label": "label",
  "splits": {"train": {"source": "train", "end": 512}, "test": {"source": "test", "end": 400}}
})")
                   .arg(samples)
                   .toUtf8());
    return file.fileName();
  }

  void openWindow() {
    m_window = std::make_unique<MainWindow>(athena::Workbench::create);
    m_window->resize(1280, 800);
    m_window->show();
  }

  QStringList linearLayers() {
    QStringList paths;
    for (const athena::LayerInfo& layer : document().info()->layers) {
      if (layer.compressible && layer.kind == "Linear") paths << toQt(layer.path);
    }
    return paths;
  }

  Job lastJob(JobKind kind) {
    Job found;
    for (const Job& job : runner().jobs()) {
      if (job.kind == kind) found = job;
    }
    return found;
  }

  void waitForRun(JobState expected) {
    QTRY_VERIFY_WITH_TIMEOUT(!runner().busyWith(JobKind::Compress), kRunMs);
    const Job job = lastJob(JobKind::Compress);
    QVERIFY2(job.state == expected, job.error.message.c_str());
  }

 private Q_SLOTS:
  void initTestCase() {
    useFreshSettings();
    applyStyle(Appearance::Light);
    QVERIFY(!samplesFolder().isEmpty());
    openWindow();
  }
  void cleanupTestCase() { m_window.reset(); }

  void opensModelAndDataAndTimesTheLayers() {
    m_window->open({samplesFolder() + QStringLiteral("/digits_transformer.pt"), smallData()});
    QTRY_VERIFY_WITH_TIMEOUT(document().model() && document().data(), kOpenMs);
    QVERIFY(linearLayers().size() > 4);
    QTRY_VERIFY_WITH_TIMEOUT(!runner().busy(), kOpenMs);
    const Job profile = lastJob(JobKind::Profile);
    QVERIFY2(profile.state == JobState::Done, profile.error.message.c_str());
    double share = 0;
    for (const athena::LayerInfo& layer : document().info()->layers) share += layer.time_share.value_or(0);
    QVERIFY(share > 0.1 && share < 1.001);
  }

  void choosesSchemesAndPruningInTheRows() {
    const QStringList layers = linearLayers();
    const std::int64_t before = document().plan()->predicted_bytes;
    hand().click(hand().layer(layers[0], L::NameColumn));
    for (qsizetype i = 1; i < layers.size(); ++i) {
      hand().click(hand().layer(layers[i], L::NameColumn), Qt::ControlModifier);
    }
    hand().click(hand().layer(layers[1], L::SchemeColumn));
    QVERIFY(hand().choose(QStringLiteral("int8-dynamic")));
    const std::int64_t int8 = document().plan()->predicted_bytes;
    QVERIFY(int8 < before * 0.35);
    hand().click(hand().layer(layers[2], L::PruneColumn));
    QWidget* popup = QApplication::activePopupWidget();
    QVERIFY(popup);
    QTest::keyClick(popup->findChild<QSlider*>(), Qt::Key_PageUp);
    popup->close();
    QCOMPARE(toQt(document().layerPlan(layers[2])->criterion), QStringLiteral("l1"));
    hand().key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(document().layerPlan(layers[2])->criterion.empty());
    hand().key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().plan()->predicted_bytes, before);
    hand().key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(document().plan()->predicted_bytes, int8);
  }

  void runsTheRecipe() {
    hand().key(Qt::Key_R, Qt::ControlModifier);
    waitForRun(JobState::Done);
    QCOMPARE(document().variants().size(), std::size_t(1));
    const athena::Variant& variant = document().variants().front();
    QVERIFY(variant.file_bytes < document().info()->file_bytes * 0.4);
    const athena::Measurement& measurement = variant.measurements.back();
    QVERIFY(measurement.accuracy && measurement.accuracy->samples == 400);
    QVERIFY(measurement.accuracy->value > 0.9);
    QVERIFY(measurement.latency && measurement.latency->variant.median_ms > 0);
    const auto ran = std::count_if(
        variant.layers.begin(), variant.layers.end(),
        [](const athena::LayerReport& layer) { return layer.scheme == "int8-dynamic" && layer.calls > 0; });
    QCOMPARE(qsizetype(ran), linearLayers().size());
  }

  void cancelsARun() {
    athena::Step train;
    train.verb = "train";
    train.parameters = {{"epochs", std::int64_t(50)}};
    document().addStep(train);
    QSignalSpy losses(&runner(), &JobRunner::seriesPoint);
    hand().key(Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(losses.count() > 1, kRunMs);
    hand().key(Qt::Key_Escape);
    waitForRun(JobState::Cancelled);
    QCOMPARE(document().variants().size(), std::size_t(1));
  }

  void trainsWithLiveLoss() {
    athena::Step train = document().recipe().steps.back();
    train.parameters = {{"epochs", std::int64_t(1)}};
    document().setStep(document().recipe().steps.size() - 1, train, QStringLiteral("one epoch"));
    athena::Recipe named = document().recipe();
    named.name = "trained";
    document().edit(named, QStringLiteral("name"));
    QSignalSpy losses(&runner(), &JobRunner::seriesPoint);
    hand().key(Qt::Key_R, Qt::ControlModifier);
    waitForRun(JobState::Done);
    QVERIFY(losses.count() >= 4);
    QCOMPARE(document().variants().size(), std::size_t(2));
    QVERIFY(!document().variants().back().curve.empty());
  }

  void renamesDeletesAndTakesItBack() {
    const qint64 id = document().variants().front().id;
    hand().key(Qt::Key_4, Qt::ControlModifier);
    auto* page = m_window->findChild<ComparePage*>();
    QVERIFY(page && page->isVisible());
    QCOMPARE(page->model()->rowCount(), 3);  // the original and two results
    document().selectVariant(id);
    page->table()->setFocus();
    QTest::keyClick(page->table(), Qt::Key_F2);
    auto* editor = page->table()->findChild<QLineEdit*>();
    QVERIFY(editor);
    editor->setText(QStringLiteral("all of it in int8"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(toQt(document().variant(id)->name), QStringLiteral("all of it in int8"));
    QTest::keyClick(page->table(), Qt::Key_Delete);
    QCOMPARE(document().variants().size(), std::size_t(1));
    hand().key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(document().variants().size(), std::size_t(2));
    QCOMPARE(toQt(document().variant(id)->name), QStringLiteral("all of it in int8"));
  }

  void savesTheSessionAndFindsAllAgain() {
    const QString file = m_folder.filePath(QStringLiteral("loop.athena"));
    const athena::Recipe recipe = document().recipe();
    QVERIFY(document().saveSessionAs(file));
    QVERIFY(m_window->close());
    openWindow();
    m_window->open({file});
    QCOMPARE(document().variants().size(), std::size_t(2));
    QCOMPARE(document().recipe(), recipe);
    QTRY_VERIFY_WITH_TIMEOUT(document().model() && document().data(), kOpenMs);
    QVERIFY(!document().variants().front().stale);
    QTRY_VERIFY_WITH_TIMEOUT(!runner().busy(), kOpenMs);
  }

  void exportsWhatWasVerified() {
    const QString output = m_folder.filePath(QStringLiteral("exported.pt"));
    QSignalSpy exported(&runner(), &JobRunner::exported);
    hand().key(Qt::Key_5, Qt::ControlModifier);
    auto* page = m_window->findChild<ExportPage*>();
    QVERIFY(page && page->isVisible());
    page->chooseVariant(document().variants().front().id);
    auto* file = page->findChild<QLineEdit*>();
    file->selectAll();
    QTest::keyClicks(file, output);
    for (QPushButton* button : page->findChildren<QPushButton*>()) {
      if (button->text() == QStringLiteral("Export")) QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kRunMs);
    QTRY_VERIFY_WITH_TIMEOUT(!runner().busy(), kRunMs);
    const Job job = lastJob(JobKind::Export);
    QVERIFY2(job.state == JobState::Done, job.error.message.c_str());
    const auto report = exported.front().front().value<athena::ExportReport>();
    QVERIFY2(report.parity.passed, report.parity.message.c_str());
    QVERIFY(QFile::exists(output));
    QVERIFY(QFile::exists(toQt(report.report_path)));
  }
};

QTEST_MAIN(LoopTest)
#include "loop_test.moc"
