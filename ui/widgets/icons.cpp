// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

/// The linker drops a static library's resources unless they are asked for. (The macro works only outside
/// namespaces.)
static void needResources() { Q_INIT_RESOURCE(icons); }

namespace athena::ui {
namespace {

class PaletteIconEngine : public QIconEngine {
 public:
  explicit PaletteIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const QPalette palette = QGuiApplication::palette();
    const QColor color = mode == QIcon::Disabled   ? palette.color(QPalette::Disabled, QPalette::WindowText)
                         : mode == QIcon::Selected ? palette.color(QPalette::HighlightedText)
                                                   : palette.color(QPalette::WindowText);
    QByteArray svg = m_svg;
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer(svg).render(painter, rect);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
  }

  QIconEngine* clone() const override { return new PaletteIconEngine(m_svg); }

 private:
  QByteArray m_svg;
};

}  // namespace

QIcon icon(const QString& name) {
  needResources();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QIcon(new PaletteIconEngine(file.readAll()));
}

QIcon applicationIcon() {
  needResources();
  return QIcon(QStringLiteral(":/icons/athena.svg"));
}

}  // namespace athena::ui
