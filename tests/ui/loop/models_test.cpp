// SPDX-License-Identifier: GPL-3.0-or-later
// Every model of tests/data/make_models.py, opened in the real window and compressed whole to integers.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "tests/ui/support/hand.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/document/text.h"
#include "ui/main_window.h"
#include "ui/style/style.h"

using namespace athena::ui;
using namespace athena::ui::test;
using athena::JobState;

namespace {

constexpr int kOpenMs = 60'000, kRunMs = 120'000;

/// Files that hold nothing to compress, or that cannot be saved.
const std::set<QString> kOthers = {QStringLiteral("mean_iou_scripted"), QStringLiteral("resnet18_optimized")};

const QByteArray kWholeToIntegers = R"({"athena_recipe": 1, "name": "whole", "steps": [
  {"do": "quantize", "rules": [{"layers": "*", "scheme": "int8-dynamic"}]}]})";

}  // namespace

class ModelsTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::unique_ptr<MainWindow> m_window;

  const Job& last(JobKind kind) {
    const auto& jobs = m_window->runner().jobs();
    return *std::find_if(jobs.rbegin(), jobs.rend(), [&](const Job& job) { return job.kind == kind; });
  }

 private Q_SLOTS:
  void initTestCase() {
    useFreshSettings();
    applyStyle(Appearance::Light);
    QFile recipe(m_folder.filePath(QStringLiteral("whole.json")));
    QVERIFY(recipe.open(QIODevice::WriteOnly) && recipe.write(kWholeToIntegers) > 0);
    m_window = std::make_unique<MainWindow>(athena::Workbench::create);
    m_window->show();
  }
  void cleanupTestCase() { m_window.reset(); }

  /// The first file of each model: its other forms hold the same layers.
  void isCompressedWhole_data() {
    QTest::addColumn<QString>("file");
    const QString folder = qEnvironmentVariable("ATHENA_MODELS");
    QString before;
    for (const QString& name : QDir(folder).entryList({QStringLiteral("*.pt")}, QDir::Files, QDir::Name)) {
      const QString stem = name.chopped(3), model = stem.section(QLatin1Char('_'), 0, -2);
      if (stem.endsWith(QLatin1String(".calls")) || kOthers.count(stem) || model == before) continue;
      before = model;
      QTest::newRow(qPrintable(stem)) << folder + QLatin1Char('/') + name;
    }
    if (before.isEmpty()) QTest::newRow("none") << QString();
  }

  void isCompressedWhole() {
    QFETCH(const QString, file);
    if (file.isEmpty()) QSKIP("ATHENA_MODELS names no folder with models");
    const std::size_t before = m_window->document().variants().size();
    m_window->open({file});
    const auto* document = &m_window->document();
    QTRY_VERIFY_WITH_TIMEOUT(document->info() && toQt(document->info()->path) == file, kOpenMs);
    QVERIFY(m_window->document().importRecipe(m_folder.filePath(QStringLiteral("whole.json"))));
    QVERIFY2(m_window->document().plan(), m_window->document().planError()
                                              ? m_window->document().planError()->message.c_str()
                                              : "no plan");
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->runner().busy(), kOpenMs);
    Hand(*m_window).key(Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->runner().busyWith(JobKind::Compress), kRunMs);
    const Job& job = last(JobKind::Compress);
    QVERIFY2(job.state == JobState::Done, job.error.message.c_str());
    QCOMPARE(m_window->document().variants().size(), before + 1);
    const athena::Variant& variant = m_window->document().variants().back();
    if (variant.measurements.empty()) return;  // no inputs could be made up, which the job says
    QVERIFY(variant.measurements.back().coverage);
    QCOMPARE(variant.measurements.back().coverage->share(), 1.0);
  }
};

QTEST_MAIN(ModelsTest)
#include "models_test.moc"
