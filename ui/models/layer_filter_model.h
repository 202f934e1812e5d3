// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QSortFilterProxyModel>

namespace athena::ui {

/// The layers whose path has a text in it and whose kind is the one asked for; both may be empty.
class LayerFilterModel : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit LayerFilterModel(QObject* parent = nullptr);
  void setText(const QString& text);
  void setKind(const QString& kind);

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  QString m_text, m_kind;
};

}  // namespace athena::ui
