// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/layer_report_model.h"

#include <QApplication>

#include "ui/document/text.h"
#include "ui/models/csv.h"
#include "ui/style/format.h"
#include "ui/style/scheme_style.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

bool isFigure(int column) { return column >= LayerReportModel::Calls && column <= LayerReportModel::Zeros; }

double ratio(const LayerReport& layer) {
  return layer.bytes_before > 0
             ? static_cast<double>(layer.bytes_after) / static_cast<double>(layer.bytes_before)
             : 0;
}

/// Of its multiply-adds; invalid where none were counted.
QVariant integerShare(const LayerReport& layer) {
  return layer.multiply_adds > 0 ? QVariant(layer.integer_share()) : QVariant();
}

/// What ran where, one line for each op.
QString sitesText(const LayerReport& layer) {
  QStringList lines;
  for (const SiteReport& site : layer.sites) {
    lines << LayerReportModel::tr("%1: %2, %3 calls")
                 .arg(toQt(site.where.place()), toQt(site.kernel), countText(site.calls));
  }
  return lines.join(QLatin1Char('\n'));
}

QVariant figure(const LayerReport& layer, int column) {
  switch (column) {
    case LayerReportModel::Path:
      return toQt(layer.path);
    case LayerReportModel::Kind:
      return toQt(layer.kind);
    case LayerReportModel::Scheme:
      return toQt(layer.scheme);
    case LayerReportModel::Kernel:
      return toQt(layer.kernel);
    case LayerReportModel::Calls:
      return static_cast<qint64>(layer.calls);
    case LayerReportModel::MultiplyAdds:
      return static_cast<qint64>(layer.multiply_adds);
    case LayerReportModel::Integers:
      return integerShare(layer);
    case LayerReportModel::Before:
      return static_cast<qint64>(layer.bytes_before);
    case LayerReportModel::After:
      return static_cast<qint64>(layer.bytes_after);
    case LayerReportModel::Ratio:
      return ratio(layer);
    case LayerReportModel::Zeros:
      return layer.sparsity;
    case LayerReportModel::Remark:
      return toQt(layer.reason);
    default:
      return {};
  }
}

QVariant text(const LayerReport& layer, int column) {
  switch (column) {
    case LayerReportModel::Calls:
      return countText(layer.calls);
    case LayerReportModel::MultiplyAdds:
      return layer.multiply_adds > 0 ? countText(layer.multiply_adds) : QString();
    case LayerReportModel::Integers: {
      const QVariant share = integerShare(layer);
      return share.isValid() ? shareText(share.toDouble()) : QString();
    }
    case LayerReportModel::Before:
      return bytesText(layer.bytes_before);
    case LayerReportModel::After:
      return bytesText(layer.bytes_after);
    case LayerReportModel::Ratio:
      return ratioText(ratio(layer));
    case LayerReportModel::Zeros:
      return shareText(layer.sparsity);
    default:
      return figure(layer, column);
  }
}

}  // namespace

LayerReportModel::LayerReportModel(QObject* parent) : QAbstractTableModel(parent) {}

void LayerReportModel::setLayers(std::vector<LayerReport> layers) {
  beginResetModel();
  m_layers = std::move(layers);
  endResetModel();
}

int LayerReportModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_layers.size());
}

int LayerReportModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayerReportModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const LayerReport& layer = m_layers[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(layer, column);
    case SortRole:
    case kCsvRole:
      return figure(layer, column);
    case ShareRole:
      return column == Integers ? integerShare(layer) : QVariant();
    case Qt::DecorationRole:
      return column == Scheme ? QVariant(schemeIcon(familyOf(toQt(layer.scheme)))) : QVariant();
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
      return isFigure(column) ? QVariant(figureFont(QApplication::font())) : QVariant();
    case Qt::ToolTipRole:
      if (column == Before) return exactBytesText(layer.bytes_before);
      if (column == After) return exactBytesText(layer.bytes_after);
      if ((column == Kernel || column == Integers) && !layer.sites.empty()) return sitesText(layer);
      return text(layer, column);
    default:
      return {};
  }
}

QVariant LayerReportModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
  static const struct {
    const char *title, *csv, *tip;
  } kHeaders[ColumnCount] = {
      {QT_TR_NOOP("Layer"), "path", QT_TR_NOOP("Path of the module that owns the weight")},
      {QT_TR_NOOP("Kind"), "kind", QT_TR_NOOP("Kind of the layer")},
      {QT_TR_NOOP("Scheme"), "scheme", QT_TR_NOOP("What it became")},
      {QT_TR_NOOP("Kernel"), "kernel", QT_TR_NOOP("The kernel that really ran")},
      {QT_TR_NOOP("Calls"), "calls", QT_TR_NOOP("How often it ran while it was watched")},
      {QT_TR_NOOP("Multiply-adds"), "multiply_adds",
       QT_TR_NOOP("Multiply-adds by its weights, counted from the shapes that ran")},
      {QT_TR_NOOP("In integers"), "integer_share", QT_TR_NOOP("Share of them that multiplied integers")},
      {QT_TR_NOOP("Before"), "bytes_before", QT_TR_NOOP("Bytes of its tensors in the original")},
      {QT_TR_NOOP("After"), "bytes_after", QT_TR_NOOP("Bytes of its tensors in the result")},
      {QT_TR_NOOP("Ratio"), "ratio", QT_TR_NOOP("After divided by before")},
      {QT_TR_NOOP("Zeros"), "sparsity", QT_TR_NOOP("Share of its weights that are zero")},
      {QT_TR_NOOP("Remark"), "reason", QT_TR_NOOP("Why it was left as it is, or saved nothing")},
  };
  if (role == Qt::DisplayRole) return tr(kHeaders[section].title);
  if (role == kCsvRole) return QString::fromLatin1(kHeaders[section].csv);
  if (role == Qt::ToolTipRole) return tr(kHeaders[section].tip);
  if (role == Qt::TextAlignmentRole)
    return QVariant(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
  return {};
}

}  // namespace athena::ui
