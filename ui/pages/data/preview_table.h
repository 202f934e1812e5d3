// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QTableWidget>

#include "athena/types/dataset.h"

namespace athena::ui {

/// The first samples, a line each: images as images, text and numbers as text.
class PreviewTable : public QTableWidget {
  Q_OBJECT

 public:
  explicit PreviewTable(QWidget* parent = nullptr);
  void setPreview(const DataPreview& preview);
};

}  // namespace athena::ui
