// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractItemModel>
#include <QHash>
#include <memory>

#include "ui/models/layer_node.h"

namespace athena::ui {

class WorkbenchDocument;

/// The open model's layers as a tree of their module paths, with what the recipe means for each. A number is
/// one step with the name before it: "encoder", "layers.0", "linear1". Inner rows have totals.
class LayerTreeModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  enum Column {
    NameColumn,
    KindColumn,
    ShapeColumn,
    ParametersColumn,
    SizeColumn,
    ShareColumn,
    PredictedColumn,
    TimeColumn,
    SchemeColumn,
    PruneColumn,
    ColumnCount
  };
  enum Role {
    PathsRole = Qt::UserRole,  // QStringList: the layers of a row, or below it
    SortRole,
    ShareRole,         // double 0..1 of the size and time columns; invalid: unknown
    KindRole,          // QString
    CompressibleRole,  // bool: something of the row can be chosen
    AmountRole,        // double: the largest share pruned in the row
    PredictionRole,    // bool: the cell is a prediction
  };

  explicit LayerTreeModel(WorkbenchDocument& document, QObject* parent = nullptr);
  ~LayerTreeModel() override;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  /// The row of a layer, in the first column.
  QModelIndex indexOf(const QString& path) const;

 private:
  void rebuild();
  void addRows(const LayerNode& node, const QString& path);
  void refresh();
  void sayAllChanged(const QModelIndex& parent);
  QVariant text(const LayerNode& node, int column) const;
  QVariant sortValue(const LayerNode& node, int column) const;
  QString tip(const LayerNode& node, int column) const;
  const LayerNode& node(const QModelIndex& index) const;
  QVariant shareOf(const LayerNode& node) const;  // of the model's bytes; invalid: there are none

  WorkbenchDocument& m_document;
  std::unique_ptr<LayerNode> m_root;
  QHash<QString, const LayerNode*> m_byPath;  // of layers and modules
};

}  // namespace athena::ui
