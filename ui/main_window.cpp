// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <utility>

namespace athena::ui {

MainWindow::MainWindow(JobRunner::Factory factory, QWidget* parent)
    : QMainWindow(parent), m_runner(m_document, std::move(factory)) {
  setWindowTitle(tr("Athena"));
  auto* central = new QWidget;
  auto* column = new QVBoxLayout(central);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_tabs = new QTabBar;
  m_pages = new QStackedWidget;
  column->addWidget(m_tabs);
  column->addWidget(m_pages, 1);
  setCentralWidget(central);
  connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
  addPages();
}

void MainWindow::addPages() {}

void MainWindow::addPage(QWidget* page, const QString& title) {
  m_pages->addWidget(page);
  m_tabs->addTab(title);
}

void MainWindow::showPage(int index) { m_tabs->setCurrentIndex(index); }

}  // namespace athena::ui
