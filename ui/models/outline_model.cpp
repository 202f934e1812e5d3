// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/outline_model.h"

#include <QFont>
#include <QSet>
#include <functional>

#include "ui/document/catalogue_text.h"
#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/style/scheme_style.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/kind_icon.h"

namespace athena::ui {
namespace {

void gatherLayers(const OutlineNode& node, QStringList& layers) {
  if (!node.layer.isEmpty()) layers.append(node.layer);
  for (const auto& child : node.children) gatherLayers(*child, layers);
}

}  // namespace

OutlineModel::OutlineModel(WorkbenchDocument& document, QObject* parent)
    : QAbstractItemModel(parent), m_document(document), m_root(std::make_unique<OutlineNode>()) {
  connect(&m_document, &WorkbenchDocument::modelChanged, this, &OutlineModel::rebuild);
  connect(&m_document, &WorkbenchDocument::outlineChanged, this, &OutlineModel::rebuild);
  connect(&m_document, &WorkbenchDocument::recipeChanged, this, [this] { refresh({}); });
  rebuild();
}

OutlineModel::~OutlineModel() = default;

void OutlineModel::rebuild() {
  beginResetModel();
  m_root = m_document.outline() ? buildOutline(*m_document.outline()) : std::make_unique<OutlineNode>();
  endResetModel();
}

void OutlineModel::refresh(const QModelIndex& parent) {
  const int rows = rowCount(parent);
  if (rows == 0) return;
  Q_EMIT dataChanged(index(0, NameColumn, parent), index(rows - 1, SchemeColumn, parent));
  for (int row = 0; row < rows; ++row) refresh(index(row, NameColumn, parent));
}

const OutlineNode& OutlineModel::node(const QModelIndex& index) const {
  return index.isValid() ? *static_cast<OutlineNode*>(index.internalPointer()) : *m_root;
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, node(parent).children[std::size_t(row)].get());
}

QModelIndex OutlineModel::parent(const QModelIndex& index) const {
  if (!index.isValid()) return {};
  const OutlineNode* above = node(index).parent;
  return above == m_root.get() ? QModelIndex() : createIndex(above->row, NameColumn, above);
}

int OutlineModel::rowCount(const QModelIndex& parent) const {
  return parent.column() > 0 ? 0 : int(node(parent).children.size());
}

int OutlineModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QModelIndexList OutlineModel::indexesOf(const QStringList& layers) const {
  const QSet<QString> wanted(layers.begin(), layers.end());
  QModelIndexList found;
  const std::function<void(const OutlineNode&)> look = [&](const OutlineNode& at) {
    if (wanted.contains(at.layer)) found.append(createIndex(at.row, NameColumn, &at));
    for (const auto& child : at.children) look(*child);
  };
  if (!wanted.isEmpty()) look(*m_root);
  return found;
}

QString OutlineModel::scheme(const OutlineNode& node) const {
  const LayerInfo* layer = m_document.layer(node.layer);
  const LayerPlan* plan = m_document.layerPlan(node.layer);
  return layer && layer->compressible && plan ? schemeText(plan->scheme, plan->scheme_parameters) : QString();
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const OutlineNode& row = node(index);
  switch (role) {
    case Qt::DisplayRole:
      return text(row, index.column());
    case Qt::DecorationRole:
      return icon(row, index.column());
    case Qt::ToolTipRole:
      return tip(row);
    case Qt::FontRole: {
      QFont bold;
      bold.setBold(true);
      return row.kind == OutlineNode::Kind::Method && index.column() == NameColumn ? QVariant(bold)
                                                                                   : QVariant();
    }
    case LayersRole: {
      QStringList layers;
      gatherLayers(row, layers);
      layers.removeDuplicates();
      return layers;
    }
    default:
      return {};
  }
}

QVariant OutlineModel::text(const OutlineNode& row, int column) const {
  switch (column) {
    case NameColumn:
      return row.name;
    case OpColumn:
      if (row.kind == OutlineNode::Kind::Op) return row.op;
      return row.ops > 0 ? tr("%n op(s)", nullptr, row.ops) : QString();
    case SchemeColumn:
      return scheme(row);
    default:
      return {};
  }
}

QVariant OutlineModel::icon(const OutlineNode& row, int column) const {
  if (row.kind != OutlineNode::Kind::Op)
    return column == NameColumn && row.kind == OutlineNode::Kind::Method
               ? athena::ui::icon(QStringLiteral("model"))
               : QVariant();
  if (column == NameColumn) {
    const LayerInfo* layer = m_document.layer(row.layer);
    return layer ? kindIcon(toQt(layer->kind)) : QVariant();
  }
  const QString name = scheme(row);
  return column == SchemeColumn && !name.isEmpty() ? schemeIcon(familyOf(name)) : QVariant();
}

QString OutlineModel::tip(const OutlineNode& row) const {
  if (row.kind == OutlineNode::Kind::Method)
    return tr("A method of the model; select it to select its layers.");
  if (row.kind == OutlineNode::Kind::Block)
    return tr("Control flow, which is kept; select it to select its layers.");
  const LayerInfo* layer = m_document.layer(row.layer);
  return layer && !layer->compressible ? toQt(layer->path + ": " + layer->reason) : row.layer;
}

QVariant OutlineModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case NameColumn:
      return tr("Graph");
    case OpColumn:
      return tr("Operation");
    case SchemeColumn:
      return tr("Scheme");
    default:
      return {};
  }
}

}  // namespace athena::ui
