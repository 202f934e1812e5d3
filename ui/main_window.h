// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMainWindow>

#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/window/recent_files.h"

class QActionGroup;
class QMenu;
class QStackedWidget;
class QTabBar;

namespace athena::ui {

class LayersPanel;
class MessageBar;
class ResultsView;
class StartPage;

/// Composes pages, docks and actions over one document and its jobs.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  /// `factory` makes the workbench that runs the jobs.
  explicit MainWindow(JobRunner::Factory factory, QWidget* parent = nullptr);

  WorkbenchDocument& document() { return m_document; }
  JobRunner& runner() { return m_runner; }
  /// 0 to 4, as on Ctrl+1 to Ctrl+5.
  void showPage(int index);
  /// Opens models, data, sessions and recipes by their paths.
  void open(const QStringList& paths);
  /// Opens the model and the data that ship with Athena in a new, untitled session.
  void openSample();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  // main_window.cpp
  void makeCentral();
  void addPages();
  void addPage(QWidget* page, const QString& title, const QString& iconName);
  void makeDocks();
  QDockWidget* addDock(QWidget* content, const QString& title, const QString& name, Qt::DockWidgetArea area);
  void defaultLayout();
  void restoreLayout();
  void saveLayout();
  void updateTitle();
  void updateStart();
  // main_window_actions.cpp
  void makeActions();
  void makeFileMenu();
  void makeEditMenu();
  void makeViewMenu();
  void makeRunMenu();
  void makeHelpMenu();
  void makeToolBar();
  void fillRecent();
  void updateActions();
  void setAppearance(int appearance);
  // main_window_files.cpp
  void newSession();
  void openWithDialog();
  void openFolderWithDialog();
  void newDataFile();
  void saveSessionAs();
  bool mayLeaveJobs(const QString& question);
  void askForTrust(const QString& path, const QString& hash, const Error& error);
  void about();

  WorkbenchDocument m_document;
  JobRunner m_runner;
  RecentFiles m_recent;
  MessageBar* m_messages = nullptr;
  StartPage* m_start = nullptr;
  QStackedWidget* m_central = nullptr;
  QTabBar* m_tabs = nullptr;
  QStackedWidget* m_pages = nullptr;
  LayersPanel* m_layers = nullptr;
  ResultsView* m_results = nullptr;
  QList<QDockWidget*> m_docks;
  QByteArray m_layout;  // of the docks while the start page hides them
  QAction *m_openSample = nullptr, *m_open = nullptr, *m_openFolder = nullptr, *m_newData = nullptr,
          *m_save = nullptr;
  QAction *m_run = nullptr, *m_stop = nullptr, *m_resume = nullptr, *m_profile = nullptr;
  QAction *m_undo = nullptr, *m_redo = nullptr;
  QMenu *m_recentMenu = nullptr, *m_threadsMenu = nullptr, *m_runOptions = nullptr;
};

}  // namespace athena::ui
