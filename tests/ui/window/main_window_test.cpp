// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/support/fake_workbench.h"
#include "ui/models/layer_tree_model.h"
#include "ui/style/style.h"
#include "ui/widgets/layers_view.h"

using namespace athena::ui;
using namespace athena::ui::test;
using athena::CompressRequest;
using athena::JobProgress;
using athena::OpenRequest;

/// The real window over a scripted workbench.
class MainWindowTest : public QObject {
  Q_OBJECT

  FakeWorkbench* m_fake = nullptr;
  std::unique_ptr<MainWindow> m_window;
  QTemporaryDir m_home;

  void openModel() {
    QFile file(m_home.filePath(QStringLiteral("model.pt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_window->open({file.fileName()});
    m_fake->start(m_fake->last<OpenRequest>()->id);
    m_fake->end(m_fake->last<OpenRequest>()->id, athena::Outcome(sampleModel(file.fileName().toStdString())));
    QTRY_VERIFY(m_window->document().model());
  }

  void runRecipe(const QString& name, double accuracy, double milliseconds) {
    athena::Recipe recipe = m_window->document().recipe();
    recipe.name = name.toStdString();
    m_window->document().edit(recipe, name);
    m_window->runner().runRecipe();
    const auto* job = m_fake->last<CompressRequest>();
    const auto results = m_window->document().variants().size();
    m_fake->end(job->id, athena::Outcome(
                             sampleOutcome(std::get<CompressRequest>(job->request), accuracy, milliseconds)));
    QTRY_COMPARE(m_window->document().variants().size(), results + 1);
  }

  void picture(const QString& name) {
    const QString folder = qEnvironmentVariable("ATHENA_PICTURES");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    QTest::qWait(150);
    m_window->grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
  }

 private Q_SLOTS:
  void initTestCase() {
    QCoreApplication::setOrganizationName(QStringLiteral("AthenaTest"));
    QStandardPaths::setTestModeEnabled(true);
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).removeRecursively();
    QSettings().clear();
  }

  void init() {
    applyStyle(Appearance::Light);
    m_window = std::make_unique<MainWindow>(fakeFactory(m_fake));
    m_window->resize(1280, 720);
    m_window->show();
  }

  void cleanup() { m_window.reset(); }

  void pictures() {
    picture(QStringLiteral("start_light"));
    openModel();
    m_window->runner().openData(m_home.path());
    QTRY_VERIFY(m_window->document().data());
    picture(QStringLiteral("model_light"));
    WorkbenchDocument& document = m_window->document();
    document.setScheme(
        {QStringLiteral("encoder.layers.0.linear1"), QStringLiteral("encoder.layers.0.linear2")},
        QStringLiteral("int8-dynamic"));
    document.setScheme({QStringLiteral("encoder.layers.1.linear1")}, QStringLiteral("int4-weight"),
                       {{"g", athena::Value(std::int64_t(64))}});
    document.setPruning({QStringLiteral("encoder.layers.2.linear1")}, 0.3);
    document.selectLayers({QStringLiteral("encoder.layers.0.linear1")});
    athena::Step train;
    train.verb = "train";
    document.addStep(train);
    m_window->showPage(1);
    m_window->runner().runRecipe();
    m_fake->start(m_fake->last<CompressRequest>()->id);
    m_fake->say(m_fake->last<CompressRequest>()->id, JobProgress{0.62, "epoch 1 of 2, batch 180 of 313"});
    picture(QStringLiteral("recipe_light"));
    applyStyle(Appearance::Dark);
    picture(QStringLiteral("recipe_dark"));
    m_window->showPage(0);
    picture(QStringLiteral("model_dark"));
    for (int page = 2; page < 5; ++page) {
      m_window->showPage(page);
      picture(QStringLiteral("page%1_dark").arg(page));
    }
  }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
