// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QThread>
#include <QToolBar>
#include <QToolButton>

#include "ui/main_window.h"
#include "ui/panels/layers_panel.h"
#include "ui/style/style.h"
#include "ui/widgets/icons.h"

namespace athena::ui {
namespace {

QAction* makeAction(QObject* parent, const QString& iconName, const QString& text, const QString& tip,
                    const QKeySequence& keys = {}) {
  auto* action = new QAction(text, parent);
  if (!iconName.isEmpty()) action->setIcon(icon(iconName));
  action->setShortcut(keys);
  action->setToolTip(
      keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
  action->setStatusTip(tip);
  return action;
}

}  // namespace

void MainWindow::makeActions() {
  m_open = makeAction(this, QStringLiteral("open"), tr("Open…"),
                      tr("Opens a model, a session, data or a recipe."), QKeySequence::Open);
  m_openFolder =
      makeAction(this, QStringLiteral("data"), tr("Open data folder…"), tr("Opens a folder as data."));
  m_newData = makeAction(this, QStringLiteral("data"), tr("New data file…"),
                         tr("Binds files of samples to the model's arguments and shows the first of them."));
  m_openSample = makeAction(this, QStringLiteral("athena"), tr("Open the sample"),
                            tr("Opens a small trained model with real data, to try everything on."));
  m_openSample->setIcon(applicationIcon());
  m_save = makeAction(this, QStringLiteral("save"), tr("Save session as…"),
                      tr("Gives the session a name; from then on it saves itself."), QKeySequence::SaveAs);
  m_run = makeAction(this, QStringLiteral("run"), tr("Run"), tr("Runs the recipe and measures the result."),
                     QKeySequence(Qt::CTRL | Qt::Key_R));
  m_stop = makeAction(this, QStringLiteral("stop"), tr("Stop"), tr("Cancels every running job."),
                      QKeySequence(Qt::Key_Escape));
  m_resume =
      makeAction(this, {}, tr("Resume training"), tr("Goes on where this recipe's training was stopped."));
  m_profile = makeAction(this, {}, tr("Time the layers"), tr("Measures each layer's share of the time."));
  m_undo = m_document.undoStack()->createUndoAction(this, tr("Undo"));
  m_undo->setIcon(icon(QStringLiteral("undo")));
  m_undo->setShortcut(QKeySequence::Undo);
  m_redo = m_document.undoStack()->createRedoAction(this, tr("Redo"));
  m_redo->setIcon(icon(QStringLiteral("redo")));
  m_redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Y), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)});
  m_run->setObjectName(QStringLiteral("run"));
  m_stop->setObjectName(QStringLiteral("stop"));
  connect(m_open, &QAction::triggered, this, &MainWindow::openWithDialog);
  connect(m_newData, &QAction::triggered, this, &MainWindow::newDataFile);
  connect(m_openFolder, &QAction::triggered, this, &MainWindow::openFolderWithDialog);
  connect(m_openSample, &QAction::triggered, this, &MainWindow::openSample);
  connect(m_save, &QAction::triggered, this, &MainWindow::saveSessionAs);
  connect(m_run, &QAction::triggered, &m_runner, &JobRunner::runRecipe);
  connect(m_stop, &QAction::triggered, &m_runner, &JobRunner::cancelAll);
  connect(m_resume, &QAction::triggered, &m_runner, &JobRunner::resumeTraining);
  connect(m_profile, &QAction::triggered, &m_runner, &JobRunner::profileModel);
  makeFileMenu();
  makeEditMenu();
}

void MainWindow::makeFileMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&File"));
  QAction* newOne = menu->addAction(tr("New session"), this, &MainWindow::newSession);
  newOne->setShortcut(QKeySequence::New);
  menu->addAction(m_open);
  menu->addAction(m_openFolder);
  menu->addAction(m_newData);
  menu->addAction(m_openSample);
  m_recentMenu = menu->addMenu(tr("Open recent"));
  connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
  menu->addSeparator();
  menu->addAction(m_save);
  menu->addSeparator();
  QAction* quit = menu->addAction(tr("Quit"), this, &QWidget::close);
  quit->setShortcut(QKeySequence::Quit);
}

void MainWindow::makeEditMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Edit"));
  menu->addAction(m_undo);
  menu->addAction(m_redo);
  menu->addSeparator();
  QAction* find = menu->addAction(icon(QStringLiteral("search")), tr("Find layers"), this, [this] {
    m_layers->parentWidget()->show();
    m_layers->focusSearch();
  });
  find->setShortcut(QKeySequence::Find);
}

void MainWindow::makeViewMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&View"));
  for (int i = 0; i < m_pages->count(); ++i) {
    QAction* page = menu->addAction(m_tabs->tabText(i), this, [this, i] { showPage(i); });
    page->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + i)));
  }
  menu->addSeparator();
  for (QDockWidget* dock : m_docks) menu->addAction(dock->toggleViewAction());
  menu->addAction(tr("Reset the layout"), this, &MainWindow::defaultLayout);
  menu->addSeparator();
  QMenu* appearance = menu->addMenu(tr("Appearance"));
  auto* group = new QActionGroup(appearance);
  const std::pair<Appearance, QString> choices[] = {{Appearance::System, tr("As the system")},
                                                    {Appearance::Light, tr("Light")},
                                                    {Appearance::Dark, tr("Dark")}};
  for (const auto& [choice, text] : choices) {
    QAction* action =
        appearance->addAction(text, this, [this, choice = choice] { setAppearance(int(choice)); });
    action->setCheckable(true);
    action->setChecked(appliedAppearance() == choice);
    group->addAction(action);
  }
}

void MainWindow::setAppearance(int appearance) {
  applyStyle(Appearance(appearance));
  QSettings().setValue(QStringLiteral("appearance"), appearance);
}

void MainWindow::makeRunMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Run"));
  menu->setToolTipsVisible(true);
  menu->addAction(m_run);
  menu->addAction(m_stop);
  menu->addAction(m_resume);
  menu->addAction(m_profile);
  connect(menu, &QMenu::aboutToShow, this, [this] { m_resume->setEnabled(m_runner.canResumeTraining()); });
  menu->addSeparator();
  QAction* latency = menu->addAction(tr("Measure the latency"));
  latency->setToolTip(tr("Times each result beside the original and the fastest fp32 form of it."));
  latency->setCheckable(true);
  latency->setChecked(m_runner.measureOptions().latency);
  connect(latency, &QAction::toggled, this, [this](bool on) {
    MeasureOptions options = m_runner.measureOptions();
    options.latency = on;
    m_runner.setMeasureOptions(options);
  });
  QAction* strict = menu->addAction(tr("Skipped layers are an error"));
  strict->setToolTip(tr("Stops a run whose rules meet a layer they cannot serve."));
  strict->setCheckable(true);
  strict->setChecked(m_runner.strict());
  connect(strict, &QAction::toggled, this, [this](bool on) { m_runner.setStrict(on); });
  m_threadsMenu = menu->addMenu(icon(QStringLiteral("threads")), tr("Threads"));
  auto* group = new QActionGroup(m_threadsMenu);
  for (int threads = 1; threads <= QThread::idealThreadCount(); threads *= 2) {
    QAction* action = m_threadsMenu->addAction(tr("%n thread(s)", nullptr, threads), this,
                                               [this, threads] { m_runner.setThreads(threads); });
    action->setCheckable(true);
    action->setChecked(threads == m_runner.threads());
    group->addAction(action);
  }
}

void MainWindow::makeHelpMenu() {
  QMenu* menu = menuBar()->addMenu(tr("&Help"));
  menu->addAction(m_openSample);
  menu->addAction(tr("About Athena"), this, &MainWindow::about);
}

void MainWindow::makeToolBar() {
  auto* bar = addToolBar(tr("Tools"));
  bar->setObjectName(QStringLiteral("tools"));
  bar->setMovable(false);
  bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  bar->setIconSize({18, 18});
  bar->addAction(m_open);
  bar->addAction(m_save);
  bar->addSeparator();
  bar->addAction(m_undo);
  bar->addAction(m_redo);
  bar->addSeparator();
  bar->addAction(m_run);
  bar->addAction(m_stop);
  bar->addSeparator();
  auto* threads = new QToolButton;
  threads->setObjectName(QStringLiteral("threads"));
  threads->setIcon(icon(QStringLiteral("threads")));
  threads->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  threads->setPopupMode(QToolButton::InstantPopup);
  threads->setMenu(m_threadsMenu);
  threads->setToolTip(tr("Threads of the runs that measure time; all other work shares every core."));
  const auto showThreads = [this, threads] {
    threads->setText(tr("%n thread(s)", nullptr, m_runner.threads()));
  };
  connect(&m_runner, &JobRunner::measureOptionsChanged, threads, showThreads);
  showThreads();
  bar->addWidget(threads);
  for (QAction* action : {m_undo, m_redo}) {
    // Their texts say what would be undone and would move the buttons about.
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action))) {
      button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
  }
}

void MainWindow::fillRecent() {
  m_recentMenu->clear();
  for (const QString& path : m_recent.files()) {
    QAction* action =
        m_recentMenu->addAction(QFileInfo(path).fileName(), this, [this, path] { open({path}); });
    action->setToolTip(path);
  }
  m_recentMenu->setToolTipsVisible(true);
  if (m_recentMenu->isEmpty()) m_recentMenu->addAction(tr("Nothing yet"))->setEnabled(false);
}

void MainWindow::updateActions() {
  m_run->setEnabled(m_document.plan() != nullptr && !m_document.recipe().steps.empty());
  m_profile->setEnabled(m_document.model() != nullptr);
  m_stop->setEnabled(m_runner.busy());
  m_save->setEnabled(m_document.hasSession());
}

}  // namespace athena::ui
