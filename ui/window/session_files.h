// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QString>

namespace athena::ui {

class JobRunner;
class MessageBar;
class WorkbenchDocument;

/// Brings back the model and the data of a session that was opened. What has moved is asked for once and
/// taken only if its content is the same; of what has changed, the old figures are marked and the person is
/// told.
class SessionFiles : public QObject {
  Q_OBJECT

 public:
  SessionFiles(WorkbenchDocument& document, JobRunner& runner, MessageBar& messages,
               QObject* parent = nullptr);

 private:
  void sessionOpened();
  void restoreModel();
  void restoreData();
  void modelChanged();
  void dataChanged();
  QString lookFor(const QString& what, const QString& path);

  WorkbenchDocument& m_document;
  JobRunner& m_runner;
  MessageBar& m_messages;
  QString m_expectedHash, m_expectedFingerprint;  // of what is being brought back
};

}  // namespace athena::ui
