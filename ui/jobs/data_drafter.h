// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>
#include <QThreadPool>
#include <functional>
#include <optional>

#include "athena/data_draft.h"

namespace athena::ui {

/// Looks at data files beside the window's thread. Newest wins: what was asked for before is dropped.
class DataDrafter : public QObject {
  Q_OBJECT

 public:
  explicit DataDrafter(QObject* parent = nullptr);
  ~DataDrafter() override;

  /// Guesses the data file of these files and folders for a model, or for none.
  void guess(const QStringList& files, const std::optional<ModelInfo>& model);
  /// A data file of random inputs, each column as random_data() takes it.
  void makeRandom(const QStringList& columns, const std::optional<ModelInfo>& model);
  /// Opens the draft and shows its first samples.
  void preview(const DataDraft& draft, int samples);

 Q_SIGNALS:
  void drafted(const athena::DataDraft& draft);
  void previewed(const athena::DataPreview& preview);
  void failed(const athena::Error& error);

 private:
  void start(std::function<std::function<void()>()> work);
  void draft(std::function<Result<DataDraft>()> make);

  QThreadPool m_pool;
  int m_newest = 0;
};

}  // namespace athena::ui
