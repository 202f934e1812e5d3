// SPDX-License-Identifier: GPL-3.0-or-later
// How the window is put together. Its actions: main_window_actions.cpp; files and leaving:
// main_window_files.cpp.
#include "ui/main_window.h"

#include <QDockWidget>
#include <QFileInfo>
#include <QHeaderView>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>
#include <utility>

#include "ui/document/text.h"
#include "ui/pages/compare/compare_page.h"
#include "ui/pages/compare/results_view.h"
#include "ui/pages/export/export_page.h"
#include "ui/pages/machine/machine_page.h"
#include "ui/pages/model/model_page.h"
#include "ui/pages/recipe/recipe_page.h"
#include "ui/pages/start/start_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/jobs_panel.h"
#include "ui/panels/layers_panel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/layers_view.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/session_files.h"
#include "ui/window/status_facts.h"

namespace athena::ui {
namespace {

constexpr int kLayoutVersion = 1;  // of docks and toolbars: raised when they change
constexpr int kLayersWidth = 456, kInspectorWidth = 250, kJobsHeight = 116;
const QString kGeometryKey = QStringLiteral("window/geometry"), kLayoutKey = QStringLiteral("window/layout"),
              kColumnsKey = QStringLiteral("window/layerTreeColumns"),
              kResultColumnsKey = QStringLiteral("window/resultColumns");

}  // namespace

MainWindow::MainWindow(JobRunner::Factory factory, QWidget* parent)
    : QMainWindow(parent), m_runner(m_document, std::move(factory)) {
  setAcceptDrops(true);
  setDockNestingEnabled(true);
  makeActions();
  makeCentral();
  makeDocks();
  makeViewMenu();
  makeRunMenu();
  makeHelpMenu();
  makeToolBar();
  new StatusFacts(m_document, m_runner, statusBar());
  new SessionFiles(m_document, m_runner, *m_messages, this);
  connect(&m_document, &WorkbenchDocument::failed, m_messages, &MessageBar::showError);
  connect(&m_runner, &JobRunner::failed, m_messages, &MessageBar::showError);
  // Queued: a dialog must not run while a job is being ended.
  connect(&m_runner, &JobRunner::trustAsked, this, &MainWindow::askForTrust, Qt::QueuedConnection);
  connect(&m_runner, &JobRunner::notice, m_messages, &MessageBar::showNotice);
  for (auto signal : {&WorkbenchDocument::sessionChanged, &WorkbenchDocument::modelChanged,
                      &WorkbenchDocument::recipeChanged, &WorkbenchDocument::variantsChanged,
                      &WorkbenchDocument::dataChanged}) {
    connect(&m_document, signal, this, &MainWindow::updateTitle);
    connect(&m_document, signal, this, &MainWindow::updateStart);
    connect(&m_document, signal, this, &MainWindow::updateActions);
  }
  for (auto signal : {&JobRunner::jobsChanged, &JobRunner::measureOptionsChanged}) {
    connect(&m_runner, signal, this, &MainWindow::updateActions);
  }
  connect(&m_runner, &JobRunner::jobChanged, this, &MainWindow::updateActions);
  restoreLayout();
  updateTitle();
  updateActions();
  updateStart();
}

void MainWindow::makeCentral() {
  m_messages = new MessageBar;
  m_start = new StartPage(m_openSample, m_open);
  m_start->setRecentFiles(m_recent.files());
  connect(&m_recent, &RecentFiles::changed, this, [this] { m_start->setRecentFiles(m_recent.files()); });
  connect(m_start, &StartPage::openRequested, this, [this](const QString& path) { open({path}); });
  m_tabs = new QTabBar;
  m_tabs->setDocumentMode(true);
  m_tabs->setExpanding(false);
  m_tabs->setDrawBase(true);
  m_pages = new QStackedWidget;
  auto* work = new QWidget;
  auto* workColumn = new QVBoxLayout(work);
  workColumn->setContentsMargins(0, 0, 0, 0);
  workColumn->setSpacing(0);
  workColumn->addWidget(m_tabs);
  workColumn->addWidget(m_pages, 1);
  connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
  addPages();

  m_central = new QStackedWidget;
  m_central->addWidget(work);
  m_central->addWidget(m_start);
  auto* central = new QWidget;
  auto* column = new QVBoxLayout(central);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_messages);
  column->addWidget(m_central, 1);
  setCentralWidget(central);
}

void MainWindow::addPages() {
  addPage(new ModelPage(m_document, m_runner), tr("Model"), QStringLiteral("model"));
  addPage(new RecipePage(m_document, m_runner), tr("Recipe"), QStringLiteral("recipe"));
  addPage(new TrainPage(m_document, m_runner), tr("Train"), QStringLiteral("train"));
  auto* compare = new ComparePage(m_document, m_runner);
  addPage(compare, tr("Compare"), QStringLiteral("compare"));
  m_results = compare->table();
  auto* output = new ExportPage(m_document, m_runner);
  addPage(output, tr("Export"), QStringLiteral("export"));
  addPage(new MachinePage(m_document, m_runner), tr("This machine"), QStringLiteral("machine"));
  connect(compare, &ComparePage::failed, m_messages, &MessageBar::showError);
  connect(compare, &ComparePage::exportRequested, this, [this, output](qint64 variant) {
    output->chooseVariant(variant);
    m_pages->setCurrentWidget(output);
    m_tabs->setCurrentIndex(m_pages->currentIndex());
  });
}

void MainWindow::addPage(QWidget* page, const QString& title, const QString& iconName) {
  m_pages->addWidget(page);
  const int index = m_tabs->addTab(icon(iconName), title);
  m_tabs->setTabToolTip(index, tr("%1 (Ctrl+%2)").arg(title).arg(index + 1));
}

void MainWindow::showPage(int index) { m_tabs->setCurrentIndex(index); }

void MainWindow::makeDocks() {
  m_layers = new LayersPanel(m_document);
  addDock(m_layers, tr("Layers"), QStringLiteral("layers"), Qt::LeftDockWidgetArea);
  addDock(new InspectorPanel(m_document, m_runner), tr("Inspector"), QStringLiteral("inspector"),
          Qt::RightDockWidgetArea);
  addDock(new JobsPanel(m_runner), tr("Jobs"), QStringLiteral("jobs"), Qt::BottomDockWidgetArea);
}

QDockWidget* MainWindow::addDock(QWidget* content, const QString& title, const QString& name,
                                 Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(title);
  dock->setObjectName(name);
  dock->setWidget(content);
  addDockWidget(area, dock);
  m_docks.append(dock);
  return dock;
}

void MainWindow::defaultLayout() {
  const Qt::DockWidgetArea areas[] = {Qt::LeftDockWidgetArea, Qt::RightDockWidgetArea,
                                      Qt::BottomDockWidgetArea};
  for (int i = 0; i < int(m_docks.size()); ++i) {
    m_docks[i]->setFloating(false);
    addDockWidget(areas[i], m_docks[i]);
    m_docks[i]->show();
  }
  resizeDocks({m_docks[0], m_docks[1]}, {kLayersWidth, kInspectorWidth}, Qt::Horizontal);
  resizeDocks({m_docks[2]}, {kJobsHeight}, Qt::Vertical);
}

void MainWindow::restoreLayout() {
  resize(1280, 800);
  defaultLayout();
  const QSettings settings;
  restoreGeometry(settings.value(kGeometryKey).toByteArray());
  restoreState(settings.value(kLayoutKey).toByteArray(), kLayoutVersion);
  m_layers->view()->header()->restoreState(settings.value(kColumnsKey).toByteArray());
  m_results->restoreColumns(settings.value(kResultColumnsKey).toByteArray());
}

void MainWindow::saveLayout() {
  QSettings settings;
  settings.setValue(kGeometryKey, saveGeometry());
  settings.setValue(kLayoutKey, m_layout.isEmpty() ? saveState(kLayoutVersion) : m_layout);
  settings.setValue(kColumnsKey, m_layers->view()->header()->saveState());
  settings.setValue(kResultColumnsKey, m_results->columns());
}

void MainWindow::updateTitle() {
  QStringList parts;
  if (const ModelInfo* info = m_document.info()) parts.append(QFileInfo(toQt(info->path)).fileName());
  if (m_document.hasSession()) parts.append(m_document.sessionName() + QStringLiteral("[*]"));
  setWindowTitle(parts.isEmpty() ? tr("Athena") : parts.join(QStringLiteral(" · ")) + tr(" – Athena"));
  setWindowModified(m_document.needsName());
}

void MainWindow::updateStart() {
  const bool nothing = !m_document.model() && m_document.variants().empty() &&
                       m_document.storedModels().empty() && !m_runner.busyWith(JobKind::OpenModel) &&
                       m_document.recipe().steps.empty();
  if (nothing == (m_central->currentWidget() == m_start)) return;
  m_central->setCurrentIndex(nothing ? 1 : 0);
  if (nothing) {
    m_layout = saveState(kLayoutVersion);
    for (QDockWidget* dock : m_docks) dock->hide();
  } else {
    restoreState(m_layout, kLayoutVersion);
    m_layout.clear();
  }
}

}  // namespace athena::ui
