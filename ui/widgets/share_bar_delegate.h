// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStyledItemDelegate>

namespace athena::ui {

/// A cell of a table with a bar under its text, as long as the share that a role of the model gives (0..1;
/// invalid: no bar).
class ShareBarDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  explicit ShareBarDelegate(int role, QObject* parent = nullptr)
      : QStyledItemDelegate(parent), m_role(role) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  int m_role;
};

/// The bar itself: a pale groove as wide as the cell, and on it the share, from the left.
void paintShareBar(QPainter* painter, const QStyleOptionViewItem& option, double share);

}  // namespace athena::ui
