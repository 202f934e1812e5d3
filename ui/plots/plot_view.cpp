// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_view.h"

#include <qcustomplot.h>

#include <QFileInfo>
#include <QSaveFile>
#include <QSvgGenerator>

#include "ui/plots/unit_ticker.h"
#include "ui/style/style.h"

namespace athena::ui {
namespace {

constexpr int kGap = 16;                              // between charts in one file, px
constexpr double kPngScale = 2;                       // so that a saved chart is sharp in a document
constexpr int kLeastWidth = 520, kLeastHeight = 340;  // of a saved chart, however small it is in the window

void styleAxis(QCPAxis* axis, const QPalette& palette, const QFont& font) {
  axis->setBasePen(QPen(lineColor(palette)));
  axis->setTickPen(QPen(lineColor(palette)));
  axis->setSubTickPen(Qt::NoPen);
  axis->setTickLabelColor(mutedText(palette));
  axis->setLabelColor(palette.color(QPalette::Text));
  axis->setTickLabelFont(font);
  axis->setLabelFont(font);
  QColor grid = lineColor(palette);
  grid.setAlphaF(isDark(palette) ? 0.55 : 0.5);
  axis->grid()->setPen(QPen(grid, 1));
  axis->grid()->setZeroLinePen(Qt::NoPen);
}

}  // namespace

PlotView::PlotView(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_empty(new QLabel(this)) {
  m_plot->setAttribute(Qt::WA_OpaquePaintEvent, false);
  m_plot->setNoAntialiasingOnDrag(false);
  m_plot->legend->setVisible(false);
  m_plot->axisRect()->setupFullAxesBox(false);
  m_plot->xAxis2->setVisible(false);
  m_plot->yAxis2->setVisible(false);
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
    axis->setTickLengthIn(0);
    axis->setTickLengthOut(4);
    axis->setLabelPadding(4);
  }
  m_empty->setAlignment(Qt::AlignCenter);
  m_empty->setWordWrap(true);
  m_empty->setMargin(24);
  m_empty->hide();
  styleWith(palette());
}

void PlotView::setUnit(QCPAxis* axis, AxisUnit unit) {
  axis->setTicker(QSharedPointer<QCPAxisTicker>(new UnitTicker(unit)));
}

void PlotView::setEmptyText(const QString& text) {
  m_empty->setText(text);
  m_empty->setVisible(!text.isEmpty());
  m_plot->setVisible(text.isEmpty());
}

QString PlotView::emptyText() const { return m_empty->text(); }

void PlotView::styleWith(const QPalette& palette) {
  QFont font = this->font();
  if (font.pointSizeF() > 8) font.setPointSizeF(font.pointSizeF() - 1);
  m_plot->setBackground(QBrush(palette.color(QPalette::Base)));
  for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) styleAxis(axis, palette, font);
  m_plot->legend->setFont(font);
  m_plot->legend->setTextColor(palette.color(QPalette::Text));
  QColor ground = palette.color(QPalette::Base);
  ground.setAlphaF(0.85);
  m_plot->legend->setBrush(ground);
  m_plot->legend->setBorderPen(Qt::NoPen);
  QPalette muted = palette;
  muted.setColor(QPalette::WindowText, mutedText(palette));
  muted.setColor(QPalette::Window, palette.color(QPalette::Base));
  m_empty->setPalette(muted);
  m_empty->setAutoFillBackground(true);
}

void PlotView::restyle() {
  styleWith(palette());
  applyColors(palette());
  m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) restyle();
}

void PlotView::resizeEvent(QResizeEvent*) {
  m_plot->setGeometry(rect());
  m_empty->setGeometry(rect());
}

Status PlotView::save(const QString& file) { return saveAll({this}, file); }

Status PlotView::saveAll(const QList<PlotView*>& views, const QString& file) {
  int height = kLeastHeight, width = kLeastWidth;
  for (const PlotView* view : views) {
    height = std::max(height, view->height());
    width = std::max(width, view->width());
  }
  const QSize size((width + kGap) * int(views.size()) - kGap, height);

  const auto paint = [&](QPaintDevice* device, double scale, bool vector) {
    QCPPainter painter;
    if (!painter.begin(device)) return false;
    painter.setMode(QCPPainter::pmVectorized, vector);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.scale(scale, scale);
    painter.fillRect(QRect(QPoint(), size), Qt::white);
    for (PlotView* view : views) {
      const QPalette light = lightPalette();
      view->styleWith(light);
      view->setForFile(true);
      view->applyColors(light);
      view->m_plot->toPainter(&painter, width, height);
      painter.translate(width + kGap, 0);
      view->setForFile(false);
      view->restyle();
    }
    return painter.end();
  };

  QSaveFile out(file);
  const auto failed = [&] {
    return fail(ErrorCode::Io,
                tr("The chart could not be written to %1: %2. Choose another folder, or make room.")
                    .arg(file, out.errorString())
                    .toStdString());
  };
  if (!out.open(QIODevice::WriteOnly)) return failed();
  // That of the screen, so that the text has the size it has there.
  const int resolution = views.front()->logicalDpiX();
  const QString ending = QFileInfo(file).suffix().toLower();
  bool painted = false;
  if (ending == QLatin1String("png")) {
    QImage image(size * kPngScale, QImage::Format_ARGB32);
    painted = paint(&image, kPngScale, false) && image.save(&out, "PNG");
  } else if (ending == QLatin1String("svg")) {
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(resolution);
    painted = paint(&generator, 1, true);
  } else if (ending == QLatin1String("pdf")) {
    QPdfWriter writer(&out);
    writer.setPageMargins(QMarginsF());
    writer.setPageSize(QPageSize(QSizeF(size) / resolution, QPageSize::Inch));
    writer.setResolution(resolution);
    painted = paint(&writer, 1, true);
  } else {
    out.cancelWriting();
    return fail(
        ErrorCode::InvalidArgument,
        tr("A chart is saved as .png, .svg or .pdf; “%1” ends in none of them.").arg(file).toStdString());
  }
  if (!painted || !out.commit()) return failed();
  return {};
}

}  // namespace athena::ui
