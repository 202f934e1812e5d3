// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>

#include "athena/recipe.h"
#include "ui/document/text.h"
#include "ui/jobs/file_kind.h"
#include "ui/main_window.h"
#include "ui/pages/data/data_dialog.h"
#include "ui/window/samples.h"

namespace athena::ui {
namespace {

QStringList localFiles(const QMimeData* data) {
  QStringList paths;
  for (const QUrl& url : data->urls()) {
    if (url.isLocalFile()) paths.append(url.toLocalFile());
  }
  return paths;
}

}  // namespace

void MainWindow::open(const QStringList& paths) {
  for (const QString& path : paths) {
    if (fileKind(path) == FileKind::Session &&
        !mayLeaveJobs(tr("Opening another session stops the jobs that run. Open it?"))) {
      continue;
    }
    m_recent.add(path);
    m_runner.openAny(path);
  }
  updateStart();
}

void MainWindow::openSample() {
  const QString folder = samplesFolder();
  if (folder.isEmpty()) {
    Q_EMIT m_runner.failed(
        {ErrorCode::NotFound,
         tr("The sample files were not found near the program. Open a model of your own, or run "
            "Athena from its source folder.")
             .toStdString(),
         {}});
    return;
  }
  if (!mayLeaveJobs(tr("Opening the sample stops the jobs that run. Open it?")) || !m_document.newSession())
    return;
  m_runner.openData(folder);
  m_runner.openModel(folder + QStringLiteral("/digits_transformer.pt"));
  Recipe recipe;
  recipe.name = tr("all Linear in int8").toStdString();
  if (auto rule = parse_set_rule("@Linear=int8-dynamic")) {
    recipe.steps.push_back({"quantize", {}, {std::move(*rule)}});
  }
  m_document.edit(std::move(recipe), tr("the sample's recipe"));
  updateStart();
}

void MainWindow::newSession() {
  if (mayLeaveJobs(tr("A new session stops the jobs that run. Start it?"))) m_document.newSession();
}

void MainWindow::openWithDialog() {
  open(QFileDialog::getOpenFileNames(
      this, tr("Open"), {},
      tr("Everything Athena opens (*.pt *.pth *.athena *.json *ubyte *ubyte.gz);;TorchScript models (*.pt);;"
         "Sessions (*.athena);;Data and recipes (*.json *ubyte *ubyte.gz);;All files (*)")));
}

void MainWindow::openFolderWithDialog() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open data folder"));
  if (!folder.isEmpty()) open({folder});
}

void MainWindow::newDataFile() {
  auto* dialog = new DataDialog(m_document, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &DataDialog::saved, this, [this](const QString& path) { open({path}); });
  dialog->open();
}

void MainWindow::saveSessionAs() {
  QString path = QFileDialog::getSaveFileName(this, tr("Save session as"),
                                              m_document.sessionName() + QStringLiteral(".athena"),
                                              tr("Sessions (*.athena)"));
  if (path.isEmpty()) return;
  if (!path.endsWith(QStringLiteral(".athena"))) path += QStringLiteral(".athena");
  if (m_document.saveSessionAs(path)) m_recent.add(path);
}

bool MainWindow::mayLeaveJobs(const QString& question) {
  if (!m_runner.busy()) return true;
  QMessageBox box(QMessageBox::Question, tr("Jobs are running"), question, QMessageBox::NoButton, this);
  box.setObjectName(QStringLiteral("leaveJobs"));
  QPushButton* stop = box.addButton(tr("Stop the jobs"), QMessageBox::AcceptRole);
  box.addButton(tr("Stay"), QMessageBox::RejectRole);
  box.exec();
  if (box.clickedButton() != stop) return false;
  m_runner.cancelAll();
  return true;
}

void MainWindow::askForTrust(const QString& path, const QString& hash, const Error& error) {
  const QString reasons = toQt(error.details.empty() ? error.message : error.details);
  QMessageBox box(QMessageBox::Warning, tr("The model does more than compute"),
                  tr("A model file is a program. Athena has not run %1, since it does more than compute:")
                      .arg(QFileInfo(path).fileName()),
                  QMessageBox::NoButton, this);
  box.setObjectName(QStringLiteral("askForTrust"));
  box.setInformativeText(
      reasons + QStringLiteral("\n\n") +
      tr("Open it only if you trust whoever made it. Athena then remembers this very file as trusted."));
  QPushButton* trust = box.addButton(tr("Trust and open"), QMessageBox::AcceptRole);
  box.setDefaultButton(box.addButton(tr("Do not open"), QMessageBox::RejectRole));
  box.exec();
  if (box.clickedButton() == trust) m_runner.openModel(path, hash, true);
}

void MainWindow::about() {
  QMessageBox::about(
      this, tr("About Athena"),
      tr("<h3>Athena</h3><p>Compresses TorchScript neural networks layer by layer and measures what "
         "each choice costs and gains.</p><p>The window is free software under the GNU General Public "
         "License, version 3 or later; what it is built on, and the runtime that exported models need, "
         "under the Apache License 2.0.</p>"));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!mayLeaveJobs(tr("Closing stops the jobs that run. Trainings can be resumed later. Close?"))) {
    event->ignore();
    return;
  }
  m_document.saveDraftNow();
  saveLayout();
  event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!localFiles(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  open(localFiles(event->mimeData()));
}

}  // namespace athena::ui
