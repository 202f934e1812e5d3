// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTableWidget>

#include "athena/types/dataset.h"

class QComboBox;

namespace athena::ui {

/// A line per argument of the model: which column, or what value typed instead, feeds it, and as what.
class BindingTable : public QTableWidget {
  Q_OBJECT

 public:
  explicit BindingTable(QWidget* parent = nullptr);

  void setDraft(const DataDraft& draft);
  /// What is chosen, in the draft's order.
  std::vector<InputChoice> inputs() const;

  /// Names of the columns that can be read in every source; how each looks is its tooltip.
  static QStringList columnsOf(const DataDraft& draft);

 Q_SIGNALS:
  void edited();

 private:
  QComboBox* addBox(int row, int column, const QStringList& names, const QString& none,
                    const QString& chosen);
  QComboBox* addSources(int row, const QStringList& names, const InputChoice& input);

  DataDraft m_draft;
};

}  // namespace athena::ui
