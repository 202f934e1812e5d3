// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>

#include "athena/types/measurement.h"

namespace athena::ui {

/// What each layer of one variant became and what ran, as a table.
class LayerReportModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    Path,
    Kind,
    Scheme,
    Kernel,
    Calls,
    MultiplyAdds,
    Integers,
    Before,
    After,
    Ratio,
    Zeros,
    Remark,
    ColumnCount
  };
  static constexpr int SortRole = Qt::UserRole;
  static constexpr int ShareRole = Qt::UserRole + 1;  // double 0..1 of a column drawn as a bar; invalid: none

  explicit LayerReportModel(QObject* parent = nullptr);
  void setLayers(std::vector<LayerReport> layers);
  const std::vector<LayerReport>& layers() const { return m_layers; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<LayerReport> m_layers;
};

}  // namespace athena::ui
