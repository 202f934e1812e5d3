// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>
#include <QTimer>
#include <optional>

#include "ui/jobs/data_drafter.h"

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace athena::ui {

class BindingTable;
class MutedLabel;
class PreviewTable;
class WorkbenchDocument;

/// Makes a data file: files or shapes of random inputs in, a guessed binding that can be changed, the first
/// samples, and a NAME.data.json out.
class DataDialog : public QDialog {
  Q_OBJECT

 public:
  explicit DataDialog(const WorkbenchDocument& document, QWidget* parent = nullptr);

  void addFiles(const QStringList& files);
  /// Random inputs in place of files, as random_data() takes them.
  void addRandom(const QStringList& columns);
  QStringList files() const;
  /// Writes the data file; says what is wrong where that fails.
  bool save(const QString& path);

 Q_SIGNALS:
  void saved(const QString& path);

 private:
  QWidget* makeFiles();
  QWidget* makeChoices();
  void askForRandom();
  void guess();
  void showDraft(const DataDraft& draft);
  void choose();  // takes what was changed into the draft
  void showPreview(const DataPreview& preview);
  void showError(const Error& error);
  void saveWithDialog();

  const WorkbenchDocument& m_document;
  DataDrafter m_drafter;
  std::optional<DataDraft> m_draft;
  QTimer m_pause;                  // between a change and the preview of it
  QListWidget* m_files = nullptr;  // or random columns
  bool m_random = false;           // it holds those
  BindingTable* m_binding = nullptr;
  QComboBox *m_label = nullptr, *m_metric = nullptr;
  QLineEdit* m_output = nullptr;
  PreviewTable* m_preview = nullptr;
  MutedLabel* m_state = nullptr;
  QPushButton* m_save = nullptr;
};

}  // namespace athena::ui
