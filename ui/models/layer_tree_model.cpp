// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_tree_model.h"

#include <QFont>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/style/format.h"
#include "ui/style/scheme_style.h"
#include "ui/widgets/kind_icon.h"

namespace athena::ui {
namespace {

QString shapeText(const std::vector<std::int64_t>& shape) {
  QStringList sizes;
  for (std::int64_t size : shape) sizes.append(QString::number(size));
  return sizes.join(QStringLiteral(" × "));
}

bool isFigure(int column) {
  return column != LayerTreeModel::NameColumn && column != LayerTreeModel::KindColumn &&
         column != LayerTreeModel::SchemeColumn;
}

}  // namespace

LayerTreeModel::LayerTreeModel(WorkbenchDocument& document, QObject* parent)
    : QAbstractItemModel(parent), m_document(document), m_root(std::make_unique<LayerNode>()) {
  connect(&m_document, &WorkbenchDocument::modelChanged, this, &LayerTreeModel::rebuild);
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, &LayerTreeModel::refresh);
  connect(&m_document, &WorkbenchDocument::profileChanged, this, &LayerTreeModel::refresh);
  rebuild();
}

LayerTreeModel::~LayerTreeModel() = default;

void LayerTreeModel::rebuild() {
  beginResetModel();
  m_root = m_document.info() ? buildLayerTree(*m_document.info(), m_document.plan())
                             : std::make_unique<LayerNode>();
  m_byPath.clear();
  addRows(*m_root, QString());
  endResetModel();
}

void LayerTreeModel::addRows(const LayerNode& node, const QString& path) {
  for (const auto& child : node.children) {
    const QString at = path.isEmpty() ? child->name : path + QLatin1Char('.') + child->name;
    m_byPath.insert(at, child.get());
    addRows(*child, at);
  }
}

void LayerTreeModel::refresh() {
  if (!m_document.info()) return;
  refreshLayerTree(*m_root, *m_document.info(), m_document.plan());
  sayAllChanged({});
}

void LayerTreeModel::sayAllChanged(const QModelIndex& parent) {
  const int rows = rowCount(parent);
  if (rows == 0) return;
  Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
  for (int row = 0; row < rows; ++row) sayAllChanged(index(row, 0, parent));
}

const LayerNode& LayerTreeModel::node(const QModelIndex& index) const {
  return index.isValid() ? *static_cast<LayerNode*>(index.internalPointer()) : *m_root;
}

QModelIndex LayerTreeModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, node(parent).children[std::size_t(row)].get());
}

QModelIndex LayerTreeModel::parent(const QModelIndex& index) const {
  if (!index.isValid()) return {};
  LayerNode* above = node(index).parent;
  return above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int LayerTreeModel::rowCount(const QModelIndex& parent) const {
  return parent.column() > 0 ? 0 : int(node(parent).children.size());
}

int LayerTreeModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QModelIndex LayerTreeModel::indexOf(const QString& path) const {
  const LayerNode* found = m_byPath.value(path);
  return found ? createIndex(found->row, NameColumn, found) : QModelIndex();
}

QVariant LayerTreeModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const LayerNode& row = node(index);
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(row, column);
    case Qt::ToolTipRole:
      return tip(row, column);
    case Qt::TextAlignmentRole:
      return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::DecorationRole:
      if (column == SchemeColumn && row.compressible && row.scheme) return schemeIcon(familyOf(*row.scheme));
      if (column == NameColumn) return row.layer ? kindIcon(toQt(row.layer->kind)) : moduleIcon();
      return {};
    case PathsRole:
      return row.paths;
    case SortRole:
      return sortValue(row, column);
    case ShareRole:
      if (column == SizeColumn) return shareOf(row);
      if (column == TimeColumn && row.timeShare) return *row.timeShare;
      return {};
    case KindRole:
      return row.layer ? toQt(row.layer->kind) : QString();
    case CompressibleRole:
      return row.compressible;
    case AmountRole:
      return row.largestAmount;
    case PredictionRole:
      return column == PredictedColumn;
    default:
      return {};
  }
}

QVariant LayerTreeModel::shareOf(const LayerNode& row) const {
  return m_root->bytes > 0 ? QVariant(double(row.bytes) / double(m_root->bytes)) : QVariant();
}

QVariant LayerTreeModel::text(const LayerNode& row, int column) const {
  switch (column) {
    case NameColumn:
      return row.name;
    case KindColumn:
      return row.layer ? toQt(row.layer->kind) : QString();
    case ShapeColumn:
      return row.layer ? shapeText(row.layer->weight_shape) : QString();
    case ParametersColumn:
      return countText(row.parameters);
    case SizeColumn:
      return bytesText(row.bytes);
    case ShareColumn: {
      const auto share = shareOf(row);
      return share.isValid() ? shareText(share.toDouble()) : QString();
    }
    case PredictedColumn:
      return m_document.plan() ? bytesText(row.predictedBytes) : QString();
    case TimeColumn:
      return row.timeShare ? shareText(*row.timeShare) : QString();
    case SchemeColumn:
      if (!row.compressible) return QString();
      return row.scheme ? *row.scheme : tr("several");
    case PruneColumn:
      if (!row.compressible) return QString();
      if (!row.amount) return QStringLiteral("≤ ") + shareText(row.largestAmount);
      return *row.amount > 0 ? shareText(*row.amount) : QStringLiteral("–");
    default:
      return {};
  }
}

QVariant LayerTreeModel::sortValue(const LayerNode& row, int column) const {
  switch (column) {
    case NameColumn:
      return row.order;
    case ShapeColumn:
      return row.layer ? qlonglong(row.layer->parameters) : qlonglong(-1);
    case ParametersColumn:
      return qlonglong(row.parameters);
    case SizeColumn:
    case ShareColumn:
      return qlonglong(row.bytes);
    case PredictedColumn:
      return qlonglong(row.predictedBytes);
    case TimeColumn:
      return row.timeShare.value_or(-1);
    case PruneColumn:
      return row.largestAmount;
    default:
      return text(row, column);
  }
}

QString LayerTreeModel::tip(const LayerNode& row, int column) const {
  if (row.layer && !row.layer->compressible) return toQt(row.layer->path + ": " + row.layer->reason);
  switch (column) {
    case NameColumn:
      return row.layer ? QStringLiteral("%1, %2").arg(toQt(row.layer->path), toQt(row.layer->kind))
                       : row.name;
    case SizeColumn:
      return exactBytesText(row.bytes);
    case ShareColumn:
      return tr("Share of the bytes of all weights.");
    case PredictedColumn:
      return tr("Predicted: %1").arg(exactBytesText(row.predictedBytes));
    case SchemeColumn:
      if (row.plan && !row.plan->reason.empty()) return toQt(row.plan->reason);
      return row.compressible ? tr("How the weights are stored and run; click to choose.") : QString();
    case PruneColumn:
      return row.compressible ? tr("Share of the weights that become zero; click to choose.") : QString();
    case TimeColumn:
      return row.timeShare ? tr("Share of the model's measured time.") : QString();
    default:
      return row.layer ? toQt(row.layer->path) : row.name;
  }
}

QVariant LayerTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return int((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case NameColumn:
      return tr("Layer");
    case KindColumn:
      return tr("Kind");
    case ShapeColumn:
      return tr("Shape");
    case ParametersColumn:
      return tr("Parameters");
    case SizeColumn:
      return tr("Size");
    case ShareColumn:
      return tr("Share");
    case PredictedColumn:
      return tr("Predicted");
    case TimeColumn:
      return tr("Time");
    case SchemeColumn:
      return tr("Scheme");
    case PruneColumn:
      return tr("Pruned");
    default:
      return {};
  }
}

}  // namespace athena::ui
