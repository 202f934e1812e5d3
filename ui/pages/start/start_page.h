// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace athena::ui {

/// The first thing a person sees: what Athena does, and what to do first.
class StartPage : public QWidget {
  Q_OBJECT

 public:
  StartPage(QAction* openSample, QAction* openFile, QWidget* parent = nullptr);
  void setRecentFiles(const QStringList& files);

 Q_SIGNALS:
  void openRequested(const QString& path);

 private:
  QVBoxLayout* m_recent;
};

}  // namespace athena::ui
