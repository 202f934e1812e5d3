// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/preview_table.h"

#include <QHeaderView>
#include <QImage>
#include <QPixmap>

#include "ui/document/text.h"

namespace athena::ui {
namespace {

constexpr int kSide = 64;  // of a picture, device-independent pixels

QPixmap picture(const PreviewValue& value) {
  const QImage image(value.rgb.data(), value.width, value.height, 3 * value.width, QImage::Format_RGB888);
  return QPixmap::fromImage(image.scaled(kSide, kSide, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

}  // namespace

PreviewTable::PreviewTable(QWidget* parent) : QTableWidget(parent) {
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setIconSize({kSide, kSide});
  setWordWrap(true);
  horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
}

void PreviewTable::setPreview(const DataPreview& preview) {
  clear();
  setRowCount(static_cast<int>(preview.samples.size()));
  setColumnCount(preview.samples.empty() ? 0 : static_cast<int>(preview.samples.front().size()));
  for (int row = 0; row < rowCount(); ++row) {
    const auto& sample = preview.samples[static_cast<std::size_t>(row)];
    setVerticalHeaderItem(row, new QTableWidgetItem(QString::number(row)));
    for (int column = 0; column < columnCount(); ++column) {
      const PreviewValue& value = sample[static_cast<std::size_t>(column)];
      if (row == 0) setHorizontalHeaderItem(column, new QTableWidgetItem(toQt(value.name)));
      auto* item = new QTableWidgetItem;
      if (value.width > 0) {
        item->setIcon(picture(value));
        item->setData(Qt::AccessibleTextRole, tr("image %1").arg(toQt(value.text)));
      } else {
        item->setText(toQt(value.text));
      }
      item->setToolTip(toQt(value.text));
      setItem(row, column, item);
    }
  }
  resizeRowsToContents();
}

}  // namespace athena::ui
