// SPDX-License-Identifier: GPL-3.0-or-later
// Saves the window's pages as pictures to look at: pictures FOLDER.
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include "tests/ui/support/window_fixture.h"
#include "ui/pages/data/data_dialog.h"
#include "ui/pages/model/outline_view.h"
#include "ui/style/style.h"
#include "ui/window/samples.h"
#include "ui/window/translation.h"

using namespace athena::ui;
using namespace athena::ui::test;

namespace {

constexpr int kPages = 6;

void save(MainWindow& window, const QString& folder, const QString& name) {
  QTest::qWait(150);
  window.grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

void prepare(WindowFixture& fixture) {
  fixture.openModel(fixture.file(QStringLiteral("digits_transformer.pt")));
  fixture.window().runner().openData(QStringLiteral("/data/mnist"));
  QTRY_VERIFY(fixture.document().data());
  WorkbenchDocument& document = fixture.document();
  document.setScheme({QStringLiteral("encoder.layers.0.linear1"), QStringLiteral("encoder.layers.0.linear2")},
                     QStringLiteral("int8-dynamic"));
  fixture.run(QStringLiteral("int8, first feed-forward"), 0.9838, 1.41);
  document.setScheme({QStringLiteral("encoder.layers.1.linear1")}, QStringLiteral("int4-weight"),
                     {{"g", athena::Value(std::int64_t(64))}});
  fixture.run(QStringLiteral("int8 and int4 with a name that goes on for longer than any column"), 0.9821,
              1.27);
  document.setPruning({QStringLiteral("encoder.layers.2.linear1")}, 0.3);
  fixture.run(QStringLiteral("pruned too"), 0.9790, 1.3);
  for (const char* verb : {"calibrate", "recover", "train"}) {
    athena::Step step;
    step.verb = verb;
    document.addStep(step);
  }
  document.selectLayers({QStringLiteral("encoder.layers.0.linear1")});
  const auto* look = fixture.workbench().last<athena::WeightsRequest>();
  fixture.workbench().end(look->id,
                          athena::Outcome(sampleWeights(std::get<athena::WeightsRequest>(look->request))));
  document.selectVariant(document.variants().front().id);
  fixture.window().runner().measureMachine();
  fixture.workbench().end(fixture.workbench().last<athena::MachineRequest>()->id,
                          athena::Outcome(sampleMachine()));
  fixture.window().runner().runRecipe();
  const auto job = fixture.workbench().last<athena::CompressRequest>()->id;
  fixture.workbench().start(job);
  for (int step = 0; step < 200; ++step) {
    fixture.workbench().say(job, athena::JobSeriesPoint{"loss", double(step), 0.2 + 1.0 / (1 + step * 0.1)});
  }
  fixture.workbench().say(job, athena::JobProgress{0.62, "epoch 1 of 2, batch 180 of 313"});
  fixture.workbench().say(job, athena::JobWarning{"2 layers were skipped by the rule \"*\"."});
}

/// The recipe's lower end, its text with an error, several layers selected, a menu and a message.
void showRecipeFurther(WindowFixture& fixture, const QString& folder, const QString& name) {
  MainWindow& window = fixture.window();
  window.showPage(1);
  fixture.document().selectLayers(
      {QStringLiteral("encoder.layers.0.linear1"), QStringLiteral("encoder.layers.0.linear2")});
  QTest::qWait(50);
  for (auto* scroll : window.findChildren<QScrollArea*>()) {
    if (scroll->isVisible()) scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
  }
  Q_EMIT window.runner().failed(
      {athena::ErrorCode::Corruption,
       "bad.pt is damaged: its record data/3 has a wrong CRC32. Get the file anew, or save it "
       "again with torch.jit.save.",
       {}});
  save(window, folder, QStringLiteral("7_scrolled_") + name);
  for (auto* button : window.findChildren<QToolButton*>()) {
    if (button->text() == QStringLiteral("Text")) button->click();
  }
  for (auto* text : window.findChildren<QPlainTextEdit*>()) {
    if (text->isVisible())
      text->setPlainText(text->toPlainText().replace(QStringLiteral("l1"), QStringLiteral("l7")));
  }
  QTest::qWait(400);
  save(window, folder, QStringLiteral("8_text_") + name);
}

/// The graph in outline, and the lower end of the inspector.
void showGraph(WindowFixture& fixture, const QString& folder, const QString& name) {
  MainWindow& window = fixture.window();
  window.showPage(0);
  for (QWidget* at = window.findChild<OutlineView*>(); at; at = at->parentWidget())
    if (auto* tabs = qobject_cast<QTabWidget*>(at)) tabs->setCurrentIndex(1);
  fixture.document().selectLayers({QStringLiteral("encoder.layers.1.linear1")});
  const auto* look = fixture.workbench().last<athena::WeightsRequest>();
  fixture.workbench().end(look->id,
                          athena::Outcome(sampleWeights(std::get<athena::WeightsRequest>(look->request))));
  QTest::qWait(50);
  auto* inspector = window.findChild<QDockWidget*>(QStringLiteral("inspector"))->findChild<QScrollArea*>();
  inspector->verticalScrollBar()->setValue(260);
  save(window, folder, QStringLiteral("9_graph_") + name);
}

/// The data dialog with files and with random inputs.
void showDataDialog(WindowFixture& fixture, const QString& folder, const QString& name) {
  DataDialog dialog(fixture.document(), &fixture.window());
  dialog.show();
  dialog.addFiles({samplesFolder() + QStringLiteral("/t10k-images-idx3-ubyte.gz"),
                   samplesFolder() + QStringLiteral("/t10k-labels-idx1-ubyte.gz")});
  QTest::qWait(1500);
  dialog.grab().save(QStringLiteral("%1/10_data_%2.png").arg(folder, name));
  dialog.addRandom({QStringLiteral("x=float32[3, 224, 224]"),
                    QStringLiteral("an_argument_with_a_long_name=int64[16] < 30522")});
  QTest::qWait(800);
  dialog.grab().save(QStringLiteral("%1/11_random_%2.png").arg(folder, name));
}

}  // namespace

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  if (argc < 2) return 2;
  const QString folder = QString::fromLocal8Bit(argv[1]);
  QDir().mkpath(folder);
  installTranslation(QLocale());
  for (const auto& [appearance, name] : {std::pair(Appearance::Light, QStringLiteral("light")),
                                         std::pair(Appearance::Dark, QStringLiteral("dark"))}) {
    useFreshSettings();
    applyStyle(appearance);
    WindowFixture fixture;
    save(fixture.window(), folder, QStringLiteral("0_start_") + name);
    prepare(fixture);
    for (int page = 0; page < kPages; ++page) {
      fixture.window().showPage(page);
      save(fixture.window(), folder, QStringLiteral("%1_%2").arg(page + 1).arg(name));
    }
    showRecipeFurther(fixture, folder, name);
    showGraph(fixture, folder, name);
    showDataDialog(fixture, folder, name);
  }
  return 0;
}
