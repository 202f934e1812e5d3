// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QStringList>

namespace athena::ui {

class WorkbenchDocument;

/// A slider that opens beside a cell: the pruned share of some layers follows the hand, as one step of undo.
class AmountPopup : public QFrame {
  Q_OBJECT

 public:
  /// Only those of `layers` that can be pruned are; deletes itself when it is closed.
  AmountPopup(WorkbenchDocument& document, const QStringList& layers, double amount, QWidget* parent);
  void openAt(const QPoint& globalTopLeft);
};

}  // namespace athena::ui
