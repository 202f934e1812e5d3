// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include "ui/models/results.h"

namespace athena::ui {

class WorkbenchDocument;

/// The results as a table. Name and note can be edited; every figure sorts as a figure.
class ResultsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    Name,
    Schemes,
    AccuracyColumn,
    Delta,
    AgreementColumn,
    Size,
    Ratio,
    Time,
    P95,
    OriginalTime,
    OptimizedTime,
    Speedup,
    Against,
    MeasuredAt,
    Note,
    ColumnCount
  };
  enum Role {
    SortRole = Qt::UserRole,  // figures as doubles, what is missing as an invalid value
    IdRole,
  };

  explicit ResultsModel(WorkbenchDocument& document, QObject* parent = nullptr);

  const std::vector<ResultRow>& rows() const { return m_rows; }
  const ResultRow* row(qint64 id) const;
  /// The variant that is the best under the budget; its row is bold.
  void setBest(std::optional<qint64> id);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 private:
  void reload();
  QVariant text(const ResultRow& row, int column) const;
  QVariant figure(const ResultRow& row, int column) const;
  QString qualityTip(const Metric& metric) const;
  QString qualityName() const;  // empty: top-1
  QString tip(const ResultRow& row, int column) const;

  WorkbenchDocument& m_document;
  std::vector<ResultRow> m_rows;
  std::optional<qint64> m_best;
};

/// Sorts and filters by name, schemes and note; the original stays on top, what has no figure at the bottom.
class ResultsFilter : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit ResultsFilter(ResultsModel& model, QObject* parent = nullptr);
  QModelIndex indexOf(qint64 id) const;
  qint64 idAt(const QModelIndex& index) const;

 protected:
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  ResultsModel& m_model;
};

}  // namespace athena::ui
