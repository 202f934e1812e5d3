// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QUndoStack>

#include "athena/recipe.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/models/layer_tree_model.h"
#include "ui/models/outline_model.h"
#include "ui/pages/compare/results_view.h"
#include "ui/pages/model/outline_view.h"
#include "ui/pages/start/start_page.h"
#include "ui/style/style.h"
#include "ui/widgets/layers_view.h"
#include "ui/widgets/message_bar.h"

using namespace athena::ui;
using namespace athena::ui::test;
using athena::CompressRequest;
using athena::ErrorCode;
using athena::fail;
using athena::OpenRequest;
using L = LayerTreeModel;

class MainWindowTest : public QObject {
  Q_OBJECT

  std::unique_ptr<WindowFixture> m_fixture;

  QString scheme(const QString& path) const {
    const athena::LayerPlan* plan = m_fixture->document().layerPlan(path);
    return plan ? QString::fromStdString(plan->scheme) : QString();
  }
  QStringList messages() const {
    QStringList texts;
    for (const QLabel* label :
         m_fixture->window().findChild<MessageBar*>()->findChildren<QLabel*>(QStringLiteral("messageText"))) {
      texts << label->text();
    }
    return texts;
  }
  QPushButton* messageButton(const QString& text) const {
    for (auto* button : m_fixture->window().findChild<MessageBar*>()->findChildren<QPushButton*>()) {
      if (button->text() == text) return button;
    }
    return nullptr;
  }
  /// Answers the question that is about to be asked.
  static void answer(const QString& text, bool* asked) {
    QTimer::singleShot(0, qApp, [text, asked] {
      auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
      if (!box) return;
      *asked = true;
      for (QAbstractButton* button : box->buttons()) {
        if (button->text() == text) button->click();
      }
    });
  }
  /// The same of a question that is asked some events later; gives what it says.
  static QString answerWhenAsked(const QString& text) {
    QString said;
    QTimer timer;
    connect(&timer, &QTimer::timeout, &timer, [&] {
      auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
      if (!box) return;
      timer.stop();
      said = box->text() + box->informativeText();
      for (QAbstractButton* button : box->buttons()) {
        if (button->text() == text) button->click();
      }
    });
    timer.start(0);
    [&] { QTRY_VERIFY(!said.isEmpty()); }();
    return said;
  }
  template <typename Widget>
  Widget* visible(const QString& name = {}) const {
    for (auto* widget : m_fixture->window().findChildren<Widget*>(name)) {
      if (widget->isVisible()) return widget;
    }
    return nullptr;
  }

 private Q_SLOTS:
  void initTestCase() { useFreshSettings(); }

  void init() {
    applyStyle(Appearance::Light);
    m_fixture = std::make_unique<WindowFixture>();
    QVERIFY(QTest::qWaitForWindowExposed(&m_fixture->window()));
  }

  void cleanup() { m_fixture.reset(); }

  void startsWithWhatToDoFirst() {
    QVERIFY(visible<StartPage>());
    QVERIFY(!m_fixture->hand().layers()->isVisible());
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    QVERIFY(!visible<StartPage>());
    QVERIFY(m_fixture->hand().layers()->isVisible());
    QVERIFY(m_fixture->window().windowTitle().startsWith(QStringLiteral("a.pt")));
  }

  void aSchemeIsChosenInTheRow() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    const QString path = QStringLiteral("encoder.layers.0.linear1");
    m_fixture->hand().click(m_fixture->hand().layer(path, L::SchemeColumn));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("int8-dynamic")));
    QCOMPARE(scheme(path), QStringLiteral("int8-dynamic"));
    QCOMPARE(scheme(QStringLiteral("encoder.layers.0.linear2")), QStringLiteral("fp32"));
    m_fixture->hand().key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(scheme(path), QStringLiteral("fp32"));
    m_fixture->hand().key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(scheme(path), QStringLiteral("int8-dynamic"));
  }

  void aChoiceInTheSelectionIsForAllOfIt() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    const QString first = QStringLiteral("encoder.layers.0.linear1"),
                  second = QStringLiteral("encoder.layers.0.linear2");
    m_fixture->hand().click(m_fixture->hand().layer(first, L::NameColumn));
    m_fixture->hand().click(m_fixture->hand().layer(second, L::NameColumn), Qt::ControlModifier);
    m_fixture->hand().click(m_fixture->hand().layer(second, L::SchemeColumn));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("int4-weight")));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("int4-weight:g=64")));
    QCOMPARE(scheme(first), QStringLiteral("int4-weight"));
    QCOMPARE(scheme(second), QStringLiteral("int4-weight"));
    QCOMPARE(m_fixture->document().undoStack()->count(), 1);
  }

  void zeroPointsAreAChoiceOfTheirOwn() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    const QString path = QStringLiteral("encoder.layers.0.linear1");
    m_fixture->hand().click(m_fixture->hand().layer(path, L::SchemeColumn));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("int4-weight")));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("int4-weight:g=64:zp")));
    const athena::Parameters wanted{{"g", std::int64_t(64)}, {"zp", true}, {"scales", std::string("fp32")}};
    QCOMPARE(m_fixture->document().layerPlan(path)->scheme_parameters, wanted);
  }

  void aModuleIsChosenAsAWhole() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->hand().click(m_fixture->hand().layer(QStringLiteral("encoder.layers.1"), L::SchemeColumn));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("bf16")));
    QCOMPARE(scheme(QStringLiteral("encoder.layers.1.self_attn.in_proj")), QStringLiteral("bf16"));
    QCOMPARE(scheme(QStringLiteral("encoder.layers.2.self_attn.in_proj")), QStringLiteral("fp32"));
    QCOMPARE(scheme(QStringLiteral("encoder.layers.1.norm1")), QStringLiteral("fp32"));
  }

  void pruningIsDraggedAsOneStepOfUndo() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    const QString path = QStringLiteral("encoder.layers.0.linear1");
    m_fixture->hand().click(m_fixture->hand().layer(path, L::PruneColumn));
    QWidget* popup = QApplication::activePopupWidget();
    QVERIFY(popup);
    auto* slider = popup->findChild<QSlider*>();
    for (int step = 0; step < 3; ++step) QTest::keyClick(slider, Qt::Key_PageUp);
    const athena::LayerPlan* plan = m_fixture->document().layerPlan(path);
    QCOMPARE(QString::fromStdString(plan->criterion), QStringLiteral("l1"));
    QCOMPARE(std::get<double>(plan->prune_parameters.front().second), 0.3);
    QCOMPARE(m_fixture->document().undoStack()->count(), 1);
    popup->close();
  }

  void searchesByKeyboard() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->hand().key(Qt::Key_F, Qt::ControlModifier);
    auto* search = qobject_cast<QLineEdit*>(m_fixture->window().focusWidget());
    QVERIFY(search);
    QTest::keyClicks(search, QStringLiteral("head"));
    QCOMPARE(m_fixture->hand().layers()->model()->rowCount(), 1);
  }

  void theTextOfTheRecipeCanBeEdited() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->document().setScheme({QStringLiteral("head")}, QStringLiteral("int8-dynamic"));
    m_fixture->hand().key(Qt::Key_2, Qt::ControlModifier);
    for (auto* button : m_fixture->window().findChildren<QToolButton*>()) {
      if (button->text() == QStringLiteral("Text")) button->click();
    }
    auto* text = visible<QPlainTextEdit>();
    QVERIFY(text);
    const QString good = text->toPlainText();
    text->setPlainText(QString(good).replace(QStringLiteral("int8-dynamic"), QStringLiteral("int8-dynamo")));
    const auto said = [this](const QString& part) {
      for (const auto* label : m_fixture->window().findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(part)) return true;
      }
      return false;
    };
    QTRY_VERIFY(said(QStringLiteral("int8-dynamo")));
    QVERIFY(said(QStringLiteral("int8-dynamic")));  // the nearest valid choice
    QCOMPARE(scheme(QStringLiteral("head")), QStringLiteral("int8-dynamic"));
    text->setPlainText(QString(good).replace(QStringLiteral("int8-dynamic"), QStringLiteral("fp16")));
    QTRY_COMPARE(scheme(QStringLiteral("head")), QStringLiteral("fp16"));
    QVERIFY(!said(QStringLiteral("int8-dynamo")));
  }

  void stepsAreAddedAndTheirFormsEditTheRecipe() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->hand().key(Qt::Key_2, Qt::ControlModifier);
    auto* add = visible<QToolButton>(QStringLiteral("addStep"));
    QVERIFY(add);
    for (const QString& step : {QStringLiteral("Train"), QStringLiteral("Quantize"),
                                QStringLiteral("Calibrate"), QStringLiteral("Prune")}) {
      QTimer::singleShot(0, this, [this, step] { QVERIFY(m_fixture->hand().choose(step)); });
      QTest::mouseClick(add, Qt::LeftButton);
    }
    const auto& steps = m_fixture->document().recipe().steps;
    QCOMPARE(steps.size(), std::size_t(4));
    QVERIFY(athena::check_recipe(m_fixture->document().recipe()).has_value());
    QTRY_VERIFY(visible<QSpinBox>(QStringLiteral("epochs")));
    visible<QSpinBox>(QStringLiteral("epochs"))->setValue(3);
    const auto train =
        std::find_if(steps.begin(), steps.end(), [](const auto& each) { return each.verb == "train"; });
    QCOMPARE(train->parameters, (athena::Parameters{{"epochs", std::int64_t(3)}}));
    visible<QToolButton>(QStringLiteral("removeStep"))->click();
    QTRY_COMPARE(m_fixture->document().recipe().steps.size(), std::size_t(3));
  }

  void aSchemeBringsTheCalibrationThatItNeeds() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->hand().key(Qt::Key_2, Qt::ControlModifier);
    m_fixture->document().setScheme({QStringLiteral("conv")}, QStringLiteral("int8-static"));
    const auto& steps = m_fixture->document().recipe().steps;
    QCOMPARE(steps.size(), std::size_t(2));
    QCOMPARE(steps[0].verb, std::string("calibrate"));
    QTRY_VERIFY(visible<QComboBox>(QStringLiteral("observer")));
    QTest::keyClick(visible<QComboBox>(QStringLiteral("observer")), Qt::Key_Down);
    QCOMPARE(steps[0].parameters, (athena::Parameters{{"observer", std::string("mse")}}));
    m_fixture->document().undoStack()->undo();
    m_fixture->document().undoStack()->undo();
    QVERIFY(steps.empty());
  }

  void runsAndStopsByKeyboard() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->document().setScheme({QStringLiteral("head")}, QStringLiteral("int8-dynamic"));
    m_fixture->hand().key(Qt::Key_R, Qt::ControlModifier);
    const auto* job = m_fixture->workbench().last<CompressRequest>();
    QVERIFY(job);
    m_fixture->workbench().start(job->id);
    QTRY_VERIFY(m_fixture->window().runner().busyWith(JobKind::Compress));
    m_fixture->hand().key(Qt::Key_Escape);
    QVERIFY(m_fixture->workbench().last<CompressRequest>()->cancelled);
    QTRY_VERIFY(!m_fixture->window().runner().busy());
    QVERIFY(m_fixture->document().variants().empty());
  }

  void anErrorIsSaidInTheWindowAndItsDetailsCopied() {
    m_fixture->window().open({m_fixture->file(QStringLiteral("bad.pt"))});
    m_fixture->workbench().end(
        m_fixture->workbench().last<OpenRequest>()->id,
        fail(ErrorCode::Corruption, "bad.pt is damaged: record data/3 has a wrong CRC32.", "at 0x40"));
    QTRY_COMPARE(messages(),
                 QStringList{QStringLiteral("bad.pt is damaged: record data/3 has a wrong CRC32.")});
    QVERIFY(messageButton(QStringLiteral("Copy details")));
    messageButton(QStringLiteral("Copy details"))->click();
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("at 0x40")));
  }

  void aModelThatDoesMoreThanComputeIsOpenedOnlyWhenTrusted() {
    const QString path = m_fixture->file(QStringLiteral("saves.pt"));
    const auto asked = [&] {
      return std::get<OpenRequest>(m_fixture->workbench().last<OpenRequest>()->request);
    };
    const auto refuse = [&] {
      m_fixture->workbench().end(
          m_fixture->workbench().last<OpenRequest>()->id,
          fail(ErrorCode::NotAllowed, "It does more.", "writes files with aten::save"));
    };
    m_fixture->window().open({path});
    QVERIFY(!asked().trust);
    refuse();
    const std::size_t before = m_fixture->workbench().submitted().size();
    QVERIFY(answerWhenAsked(QStringLiteral("Do not open")).contains(QStringLiteral("aten::save")));
    QCOMPARE(m_fixture->workbench().submitted().size(), before);
    QVERIFY(messages().isEmpty());

    m_fixture->window().open({path});
    refuse();
    answerWhenAsked(QStringLiteral("Trust and open"));
    QTRY_VERIFY(asked().trust);
    QCOMPARE(asked().path, path.toStdString());
  }

  void aDroppedFileIsOpened() {
    const QString path = m_fixture->file(QStringLiteral("dropped.pt"));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_fixture->window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_fixture->window(), &drop);
    QVERIFY(m_fixture->workbench().last<OpenRequest>());
    QCOMPARE(std::get<OpenRequest>(m_fixture->workbench().last<OpenRequest>()->request).path,
             path.toStdString());
  }

  void closingWithJobsAsksOnce() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->document().setScheme({QStringLiteral("head")}, QStringLiteral("int8-dynamic"));
    m_fixture->window().runner().runRecipe();
    bool asked = false;
    answer(QStringLiteral("Stay"), &asked);
    QVERIFY(!m_fixture->window().close());
    QVERIFY(asked);
    QVERIFY(m_fixture->window().runner().busyWith(JobKind::Compress));
    asked = false;
    answer(QStringLiteral("Stop the jobs"), &asked);
    QVERIFY(m_fixture->window().close());
    QVERIFY(asked);
    QTRY_VERIFY(!m_fixture->window().runner().busy());
  }

  void aMovedModelIsAskedForAndAChangedOneTold() {
    const QString path = m_fixture->file(QStringLiteral("a.pt"));
    const QString session = m_fixture->file(QStringLiteral("x")) + QStringLiteral(".athena");
    m_fixture->openModel(path);
    m_fixture->document().setScheme({QStringLiteral("head")}, QStringLiteral("int8-dynamic"));
    m_fixture->run(QStringLiteral("int8 head"), 0.98, 1.2);
    QVERIFY(m_fixture->document().saveSessionAs(session));

    m_fixture->reopen();
    m_fixture->openModel(session, sampleModel(path.toStdString(), std::string(64, 'c')));
    QTRY_COMPARE(messages().size(), 1);
    QVERIFY(messages().front().contains(QStringLiteral("has changed")));
    QVERIFY(m_fixture->document().variants().front().stale);

    m_fixture->reopen();
    QVERIFY(QFile::remove(path));
    m_fixture->window().open({session});
    QCOMPARE(messages().size(), 1);
    QVERIFY(messages().front().contains(QStringLiteral("not at")));
    QVERIFY(messageButton(QStringLiteral("Find it…")));
  }

  void docksAreRemembered() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->window().findChild<QDockWidget*>(QStringLiteral("inspector"))->close();
    m_fixture->hand().layers()->setColumnHidden(L::KindColumn, false);
    bool asked = false;
    answer(QStringLiteral("Stop the jobs"), &asked);  // the layers are being timed
    QVERIFY(m_fixture->window().close());
    m_fixture->reopen();
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    QVERIFY(!m_fixture->window().findChild<QDockWidget*>(QStringLiteral("inspector"))->isVisible());
    QVERIFY(m_fixture->window().findChild<QDockWidget*>(QStringLiteral("jobs"))->isVisible());
    QVERIFY(!m_fixture->hand().layers()->isColumnHidden(L::KindColumn));
  }

  void aModuleIsAllItsLayersInOneStep() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    const QModelIndex module =
        m_fixture->hand().layer(QStringLiteral("encoder.layers.1.linear1"), L::NameColumn).parent();
    m_fixture->hand().click(module.siblingAtColumn(L::SchemeColumn));
    QVERIFY(m_fixture->hand().choose(QStringLiteral("int8-dynamic")));
    for (const char* name : {"self_attn.in_proj", "self_attn.out_proj", "linear1", "linear2"})
      QCOMPARE(scheme(QStringLiteral("encoder.layers.1.") + QLatin1String(name)),
               QStringLiteral("int8-dynamic"));
    QCOMPARE(scheme(QStringLiteral("encoder.layers.0.linear1")), QStringLiteral("fp32"));
    m_fixture->hand().key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(scheme(QStringLiteral("encoder.layers.1.linear2")), QStringLiteral("fp32"));
  }

  void theOutlineSelectsLayersAndShowsTheSelected() {
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    auto* outline = m_fixture->window().findChild<OutlineView*>();
    for (QWidget* at = outline; at; at = at->parentWidget())
      if (auto* tabs = qobject_cast<QTabWidget*>(at)) tabs->setCurrentIndex(1);
    QVERIFY(outline->isVisible());
    const QString head = QStringLiteral("head");
    const auto* model = qobject_cast<OutlineModel*>(outline->model());
    const QModelIndex row = model->indexesOf({head}).value(0);
    outline->scrollTo(row);
    QTest::mouseClick(outline->viewport(), Qt::LeftButton, {}, outline->visualRect(row).center());
    QCOMPARE(m_fixture->document().selectedLayers(), QStringList{head});
    QCOMPARE(m_fixture->hand().layers()->selectedLayers(), QStringList{head});
    QCOMPARE(std::get<athena::WeightsRequest>(m_fixture->workbench().last<athena::WeightsRequest>()->request)
                 .layer,
             std::string("head"));

    m_fixture->hand().click(m_fixture->hand().layer(QStringLiteral("embed"), L::NameColumn));
    const QModelIndexList shown = outline->selectionModel()->selectedRows();
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown.front().data().toString(), QStringLiteral("embed"));
  }

  void columnsOfTheResultsAreRemembered() {
    const auto header = [this] { return m_fixture->window().findChild<ResultsView*>()->horizontalHeader(); };
    m_fixture->openModel(m_fixture->file(QStringLiteral("a.pt")));
    m_fixture->run(QStringLiteral("plain"), 0.98, 1.2);
    m_fixture->window().showPage(3);
    const int fitted = header()->sectionSize(ResultsModel::Name);
    m_fixture->run(QStringLiteral("a name that takes more room than the one before"), 0.98, 1.2);
    QVERIFY(header()->sectionSize(ResultsModel::Name) > fitted);  // nobody has arranged them yet

    header()->resizeSection(ResultsModel::Name, 77);
    header()->moveSection(header()->visualIndex(ResultsModel::Time), 1);
    Q_EMIT header()->customContextMenuRequested({});
    QVERIFY(m_fixture->hand().choose(QStringLiteral("Agreement")));
    QVERIFY(header()->isSectionHidden(ResultsModel::AgreementColumn));
    m_fixture->run(QStringLiteral("one more"), 0.98, 1.2);
    QCOMPARE(header()->sectionSize(ResultsModel::Name), 77);

    bool asked = false;
    answer(QStringLiteral("Stop the jobs"), &asked);  // the layers are being timed
    QVERIFY(m_fixture->window().close());
    m_fixture->reopen();
    QCOMPARE(header()->sectionSize(ResultsModel::Name), 77);
    QCOMPARE(header()->visualIndex(ResultsModel::Time), 1);
    QVERIFY(header()->isSectionHidden(ResultsModel::AgreementColumn));
  }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
