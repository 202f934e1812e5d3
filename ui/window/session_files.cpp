// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session_files.h"

#include <QFileDialog>
#include <QFileInfo>
#include <utility>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/jobs/job_runner.h"
#include "ui/widgets/message_bar.h"

namespace athena::ui {

SessionFiles::SessionFiles(WorkbenchDocument& document, JobRunner& runner, MessageBar& messages,
                           QObject* parent)
    : QObject(parent), m_document(document), m_runner(runner), m_messages(messages) {
  connect(&m_document, &WorkbenchDocument::sessionOpened, this, &SessionFiles::sessionOpened);
  connect(&m_document, &WorkbenchDocument::modelChanged, this, &SessionFiles::modelChanged);
  connect(&m_document, &WorkbenchDocument::dataChanged, this, &SessionFiles::dataChanged);
}

void SessionFiles::sessionOpened() {
  m_messages.clear();
  m_expectedHash.clear();
  m_expectedFingerprint.clear();
  restoreData();
  restoreModel();
}

void SessionFiles::restoreModel() {
  const auto models = m_document.storedModels();
  if (models.empty()) return;
  const QString path = toQt(models.back().path), hash = toQt(models.back().hash);
  if (QFileInfo::exists(path)) {
    m_expectedHash = hash;
    m_runner.openModel(path);
    return;
  }
  m_messages.ask(tr("This session's model is not at %1 any more.").arg(path), tr("Find it…"),
                 [this, path, hash] {
                   const QString found = lookFor(tr("Find %1").arg(QFileInfo(path).fileName()), path);
                   if (!found.isEmpty()) m_runner.openModel(found, hash);
                 });
}

void SessionFiles::restoreData() {
  const auto datasets = m_document.storedDatasets();
  if (datasets.empty()) return;
  const QString path = toQt(datasets.back().path), fingerprint = toQt(datasets.back().fingerprint);
  if (QFileInfo::exists(path)) {
    m_expectedFingerprint = fingerprint;
    m_runner.openData(path);
    return;
  }
  m_messages.ask(tr("This session's data “%1” is not at %2 any more.").arg(toQt(datasets.back().name), path),
                 tr("Find it…"), [this, path, fingerprint] {
                   const QString found = lookFor(tr("Find the data"), path);
                   if (!found.isEmpty()) m_runner.openData(found, fingerprint);
                 });
}

void SessionFiles::modelChanged() {
  if (!m_document.info()) return;
  const QString expected = std::exchange(m_expectedHash, {});
  if (expected.isEmpty() || toQt(m_document.info()->hash) == expected) return;
  m_document.markStale(expected);
  m_messages.showWarning(
      tr("%1 has changed since this session was saved. The figures measured on the old file are "
         "marked and not compared with new ones.")
          .arg(toQt(m_document.info()->path)));
}

void SessionFiles::dataChanged() {
  if (!m_document.data()) return;
  const QString expected = std::exchange(m_expectedFingerprint, {});
  if (expected.isEmpty() || toQt(m_document.data()->fingerprint) == expected) return;
  m_document.markDataStale(expected);
  m_messages.showWarning(
      tr("The data at %1 have changed since this session was saved. The figures measured on the "
         "old data are marked and not compared with new ones.")
          .arg(toQt(m_document.data()->path)));
}

QString SessionFiles::lookFor(const QString& what, const QString& path) {
  const bool folder = QFileInfo(path).suffix().isEmpty();
  auto* window = qobject_cast<QWidget*>(parent());
  return folder ? QFileDialog::getExistingDirectory(window, what)
                : QFileDialog::getOpenFileName(window, what, QFileInfo(path).path());
}

}  // namespace athena::ui
