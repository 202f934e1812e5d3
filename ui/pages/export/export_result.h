// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QWidget>

#include "athena/types/parity.h"

class QVBoxLayout;

namespace athena::ui {

class FactList;
class MutedLabel;
class SectionTitle;

/// What came of an export: whether it passed, how near the file is to the original, and how to load it.
class ExportResult : public QWidget {
  Q_OBJECT

 public:
  explicit ExportResult(QWidget* parent = nullptr);
  void clear();
  void show(const ExportReport& report);
  QString verdict() const;
  /// The lines that load the file.
  static QString pythonLines(const QString& file);
  static QString cppLines(const QString& file);

 private:
  void addCode(QVBoxLayout* column, const QString& title, QString (*lines)(const QString&));
  SectionTitle* m_verdict;
  MutedLabel* m_message;
  FactList* m_facts;
  QString m_path;

 Q_SIGNALS:
  void pathChanged(const QString& path);
};

}  // namespace athena::ui
