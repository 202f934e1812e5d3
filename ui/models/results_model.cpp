// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/results_model.h"

#include <QApplication>
#include <QFont>
#include <cmath>

#include "ui/document/text.h"
#include "ui/document/workbench_document.h"
#include "ui/models/csv.h"
#include "ui/style/format.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

const QString kNoisyMark = QStringLiteral(" ~");

bool isFigure(int column) {
  return column >= ResultsModel::AccuracyColumn && column <= ResultsModel::Speedup;
}

}  // namespace

ResultsModel::ResultsModel(WorkbenchDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document) {
  connect(&document, &WorkbenchDocument::variantsChanged, this, &ResultsModel::reload);
  reload();
}

void ResultsModel::reload() {
  // Rows that only change their content keep their place, so that selection and scrolling survive.
  std::vector<ResultRow> next = Results::of(m_document.variants());
  const auto ids = [](const std::vector<ResultRow>& rows) {
    QList<qint64> list;
    for (const ResultRow& row : rows) list.append(row.id);
    return list;
  };
  if (ids(next) == ids(m_rows)) {
    m_rows = std::move(next);
    if (!m_rows.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return;
  }
  beginResetModel();
  m_rows = std::move(next);
  endResetModel();
}

const ResultRow* ResultsModel::row(qint64 id) const {
  for (const ResultRow& row : m_rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

void ResultsModel::setBest(std::optional<qint64> id) {
  if (id == m_best) return;
  m_best = id;
  if (!m_rows.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole, Qt::ToolTipRole});
}

int ResultsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ResultsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ResultRow& row = m_rows[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(row, column);
    case Qt::EditRole:
      return column == Note ? row.note : column == Name ? row.name : text(row, column);
    case SortRole:
      return figure(row, column);
    case kCsvRole:
      return isFigure(column) || column == MeasuredAt ? figure(row, column) : data(index, Qt::EditRole);
    case IdRole:
      return row.id;
    case Qt::ToolTipRole:
      return tip(row, column);
    case Qt::DecorationRole:
      return column == Name ? QVariant(schemeIcon(row.family, !row.comparable())) : QVariant();
    case Qt::TextAlignmentRole:
      return QVariant(Qt::AlignVCenter | (isFigure(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
      if (!row.comparable()) return mutedText(QApplication::palette());
      return {};
    case Qt::FontRole: {
      QFont font = isFigure(column) ? figureFont(QApplication::font()) : QApplication::font();
      font.setItalic(!row.comparable());
      font.setBold(m_best == row.id);
      return font;
    }
    default:
      return {};
  }
}

QVariant ResultsModel::text(const ResultRow& row, int column) const {
  const QString noisy = row.latency && row.latency->noisy ? kNoisyMark : QString();
  switch (column) {
    case Name:
      return row.name;
    case Schemes:
      return row.schemes;
    case AccuracyColumn:
      return row.quality ? metricText(*row.quality) : QString();
    case Delta:
      return row.qualityDelta ? changeText(*row.quality, *row.qualityDelta) : QString();
    case AgreementColumn:
      return row.agreement ? percentText(row.agreement->top1) : QString();
    case Size:
      return bytesText(row.fileBytes);
    case Ratio:
      return row.originalBytes > 0 ? ratioText(row.ratio()) : QString();
    case Time:
      return row.latency ? timeText(row.latency->variant.median_ms) + noisy : QString();
    case P95:
      return row.latency ? timeText(row.latency->variant.p95_ms) : QString();
    case OriginalTime:
      return row.latency ? timeText(row.latency->original.median_ms) : QString();
    case OptimizedTime:
      return row.latency ? timeText(row.latency->optimized.median_ms) : QString();
    case Speedup:
      return row.latency ? ratioText(row.latency->speedup()) + noisy : QString();
    case Against:
      return row.latency ? toQt(row.latency->optimized_as) : QString();
    case MeasuredAt:
      return row.stale ? tr("%1, outdated").arg(timeOfDayText(row.measuredAt.toStdString()))
                       : timeOfDayText(row.measuredAt.toStdString());
    case Note:
      return QString(row.note).replace(QLatin1Char('\n'), QLatin1Char(' '));
    default:
      return {};
  }
}

QVariant ResultsModel::figure(const ResultRow& row, int column) const {
  const auto time = [&](const Latency LatencyComparison::*which, double Latency::*what) {
    return row.latency ? QVariant((*row.latency).*which.*what) : QVariant();
  };
  switch (column) {
    case AccuracyColumn:
      return row.quality ? QVariant(row.quality->value) : QVariant();
    case Delta:
      return row.qualityDelta ? QVariant(*row.qualityDelta) : QVariant();
    case AgreementColumn:
      return row.agreement ? QVariant(row.agreement->top1) : QVariant();
    case Size:
      return static_cast<qint64>(row.fileBytes);
    case Ratio:
      return row.originalBytes > 0 ? QVariant(row.ratio()) : QVariant();
    case Time:
      return time(&LatencyComparison::variant, &Latency::median_ms);
    case P95:
      return time(&LatencyComparison::variant, &Latency::p95_ms);
    case OriginalTime:
      return time(&LatencyComparison::original, &Latency::median_ms);
    case OptimizedTime:
      return time(&LatencyComparison::optimized, &Latency::median_ms);
    case Speedup:
      return row.latency ? QVariant(row.latency->speedup()) : QVariant();
    case MeasuredAt:
      return row.measuredAt;
    default:
      return text(row, column);
  }
}

QString ResultsModel::tip(const ResultRow& row, int column) const {
  QStringList lines;
  if (!row.comparable()) lines << tr("Cannot be compared: %1").arg(row.whyNot);
  if (m_best == row.id) lines << tr("The best result under the budget.");
  switch (column) {
    case AccuracyColumn:
    case Delta:
      if (row.quality) {
        lines << qualityTip(*row.quality);
        lines << row.data;
      }
      break;
    case AgreementColumn:
      if (row.agreement) {
        lines << tr("Same answer as the original on %1 of %2 samples%3")
                     .arg(percentText(row.agreement->top1), countText(row.agreement->samples),
                          row.agreement->random_inputs ? tr(" of random inputs") : QString());
        lines << tr("cosine %1 · SQNR %2 dB · mean KL %3 nats")
                     .arg(figureText(row.agreement->cosine, 6), figureText(row.agreement->sqnr_db, 3),
                          figureText(row.agreement->mean_kl, 2));
      }
      break;
    case Size:
    case Ratio:
      lines
          << tr("%1; the original %2").arg(exactBytesText(row.fileBytes), exactBytesText(row.originalBytes));
      break;
    case Time:
    case P95:
    case OriginalTime:
    case OptimizedTime:
    case Speedup:
      if (row.latency) {
        lines << tr("Batch %1, %n thread(s), interleaved in one run, %2 calls", nullptr, row.latency->threads)
                     .arg(row.latency->batch)
                     .arg(row.latency->variant.calls);
        lines << tr("Optimized fp32: %1").arg(toQt(row.latency->optimized_as));
        if (row.latency->noisy)
          lines << tr("Noisy (~): the baseline drifted by more than 5 % in every repetition.");
      }
      break;
    case Note:
      lines << row.note;
      break;
    default:
      if (!row.recipe.isEmpty()) lines << row.recipe;
      if (row.stale) lines << tr("The model or the data has changed since this was measured.");
      break;
  }
  lines.removeAll(QString());
  return lines.join(QLatin1Char('\n'));
}

QString ResultsModel::qualityTip(const Metric& metric) const {
  if (metric.name == "top1" && metric.interval == "wilson")
    return tr("%1 of %2 right; 95 % interval %3 to %4")
        .arg(countText(std::llround(metric.value * static_cast<double>(metric.samples))),
             countText(metric.samples), percentText(metric.low), percentText(metric.high));
  const auto shown = [&](double value) {
    return metric.fraction ? percentText(value) : figureText(value, 5);
  };
  QString text = tr("%1 over %2 samples").arg(toQt(metric.name), countText(metric.samples));
  if (!metric.interval.empty())
    text += tr("; 95 % interval %1 to %2").arg(shown(metric.low), shown(metric.high));
  return metric.higher_is_better ? text : text + tr("; lower is better");
}

QString ResultsModel::qualityName() const {
  for (const ResultRow& row : m_rows)
    if (row.quality && row.quality->name != "top1") return toQt(row.quality->name);
  return {};
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
  static const struct {
    const char *title, *csv, *tip;
  } kHeaders[ColumnCount] = {
      {QT_TR_NOOP("Name"), "name", QT_TR_NOOP("F2 renames")},
      {QT_TR_NOOP("Schemes"), "schemes", QT_TR_NOOP("What the layers really became, most bytes first")},
      {QT_TR_NOOP("Accuracy"), "accuracy", QT_TR_NOOP("With half of its 95 % interval")},
      {QT_TR_NOOP("Change"), "accuracy_change",
       QT_TR_NOOP("Against the original on the same samples; of shares in percentage points")},
      {QT_TR_NOOP("Agreement"), "agreement", QT_TR_NOOP("Share of samples with the original's answer")},
      {QT_TR_NOOP("Size"), "file_bytes", QT_TR_NOOP("Bytes of the file")},
      {QT_TR_NOOP("Ratio"), "size_ratio", QT_TR_NOOP("Size divided by that of the original file")},
      {QT_TR_NOOP("Time"), "median_ms", QT_TR_NOOP("Median time of one call")},
      {QT_TR_NOOP("p95"), "p95_ms", QT_TR_NOOP("95 of 100 calls take at most this long")},
      {QT_TR_NOOP("Original"), "original_median_ms",
       QT_TR_NOOP("Median time of the original file as it is, in the same run")},
      {QT_TR_NOOP("Optimized"), "optimized_fp32_median_ms",
       QT_TR_NOOP("Median time of the fastest lossless optimization of the original, in the same run")},
      {QT_TR_NOOP("Speed-up"), "speedup", QT_TR_NOOP("Against the optimized fp32, not the original")},
      {QT_TR_NOOP("Against"), "optimized_as",
       QT_TR_NOOP("Which optimization of the original was the fastest")},
      {QT_TR_NOOP("Measured"), "measured_at", QT_TR_NOOP("When")},
      {QT_TR_NOOP("Note"), "note", QT_TR_NOOP("Yours")},
  };
  if (section < 0 || section >= ColumnCount) return {};
  const QString metric = section == AccuracyColumn ? qualityName() : QString();
  if (!metric.isEmpty() && (role == Qt::DisplayRole || role == kCsvRole)) return metric;
  if (role == Qt::DisplayRole) return tr(kHeaders[section].title);
  if (role == kCsvRole) return QString::fromLatin1(kHeaders[section].csv);
  if (role == Qt::ToolTipRole) return tr(kHeaders[section].tip);
  return {};
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
  if (!index.isValid()) return Qt::NoItemFlags;
  const bool editable = index.column() == Name || index.column() == Note;
  if (editable && !m_rows[static_cast<std::size_t>(index.row())].isOriginal()) flags |= Qt::ItemIsEditable;
  return flags;
}

bool ResultsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) return false;
  const qint64 id = m_rows[static_cast<std::size_t>(index.row())].id;
  if (index.column() == Name) {
    if (value.toString().trimmed().isEmpty()) return false;
    m_document.renameVariant(id, value.toString());
  } else {
    m_document.annotateVariant(id, value.toString());
  }
  return true;
}

ResultsFilter::ResultsFilter(ResultsModel& model, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model) {
  setSourceModel(&model);
  setSortRole(ResultsModel::SortRole);
  setFilterCaseSensitivity(Qt::CaseInsensitive);
  setDynamicSortFilter(true);
}

QModelIndex ResultsFilter::indexOf(qint64 id) const {
  const auto& rows = m_model.rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == id) return mapFromSource(m_model.index(static_cast<int>(i), 0));
  }
  return {};
}

qint64 ResultsFilter::idAt(const QModelIndex& index) const {
  return index.data(ResultsModel::IdRole).toLongLong();
}

bool ResultsFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
  // What comes first whichever way is sorted must be less when rising and greater when falling.
  const bool rising = sortOrder() == Qt::AscendingOrder;
  const auto& rows = m_model.rows();
  const bool leftOriginal = rows[static_cast<std::size_t>(left.row())].isOriginal();
  const bool rightOriginal = rows[static_cast<std::size_t>(right.row())].isOriginal();
  if (leftOriginal != rightOriginal) return leftOriginal == rising;
  const QVariant a = left.data(ResultsModel::SortRole), b = right.data(ResultsModel::SortRole);
  if (a.isValid() != b.isValid()) return a.isValid() == rising;
  if (a.typeId() == QMetaType::QString) return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
  return a.toDouble() < b.toDouble();
}

bool ResultsFilter::filterAcceptsRow(int row, const QModelIndex&) const {
  const ResultRow& result = m_model.rows()[static_cast<std::size_t>(row)];
  if (result.isOriginal()) return true;
  const QRegularExpression wanted = filterRegularExpression();
  return QStringList{result.name, result.schemes, result.note}.join(QLatin1Char('\n')).contains(wanted);
}

}  // namespace athena::ui
