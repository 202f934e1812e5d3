// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/scheme_style.h"

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPolygonF>
#include <cmath>
#include <numbers>
#include <optional>

#include "ui/document/text.h"

namespace athena::ui {
namespace {

/// A regular polygon (or, with `inner` < 1, a star) of area about that of the unit circle.
QPainterPath polygon(int corners, double radius, double turnDegrees, double inner = 1) {
  QPolygonF points;
  const int steps = inner < 1 ? 2 * corners : corners;
  for (int i = 0; i < steps; ++i) {
    const double angle = (turnDegrees + 360.0 * i / steps) * std::numbers::pi / 180;
    const double r = inner < 1 && i % 2 == 1 ? radius * inner : radius;
    points << QPointF(r * std::cos(angle), r * std::sin(angle));
  }
  QPainterPath path;
  path.addPolygon(points);
  path.closeSubpath();
  return path;
}

/// Paints the marker at whatever size and resolution the icon is asked for.
class MarkerIcon : public QIconEngine {
 public:
  MarkerIcon(SchemeFamily family, bool hollow) : m_family(family), m_hollow(hollow) {}
  QIconEngine* clone() const override { return new MarkerIcon(*this); }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    QPixmap image(size);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return image;
  }
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const double unit = std::min(rect.width(), rect.height()) * 0.32;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(mode == QIcon::Disabled ? 0.5 : 1);
    painter->translate(QRectF(rect).center());
    painter->scale(unit, unit);
    // Selected rows have the accent colour, from which that of a scheme would not stand out.
    painter->setPen(mode == QIcon::Selected ? QPen(Qt::white, 0.3)
                    : m_hollow              ? QPen(schemeColor(m_family), 0.3)
                                            : QPen(Qt::NoPen));
    painter->setBrush(m_hollow                  ? QBrush(Qt::NoBrush)
                      : mode == QIcon::Selected ? QBrush(Qt::white)
                                                : QBrush(schemeColor(m_family)));
    painter->drawPath(schemeMarker(m_family));
    painter->restore();
  }

 private:
  SchemeFamily m_family;
  bool m_hollow;
};

std::optional<SchemeFamily> familyOfRule(const Step& step, const Rule& rule) {
  if (step.verb == "quantize") {
    const SchemeFamily family = familyOf(toQt(rule.method));
    if (family != SchemeFamily::Fp32) return family;
    return std::nullopt;
  }
  if (step.verb != "prune") return std::nullopt;
  bool removes = false;
  for (const auto& [name, value] : rule.parameters) {
    if (name == "amount" && std::holds_alternative<double>(value) && std::get<double>(value) == 0)
      return std::nullopt;
    if (name == "remove" && std::holds_alternative<bool>(value)) removes = std::get<bool>(value);
  }
  return removes ? SchemeFamily::Structured : SchemeFamily::Sparse;
}

}  // namespace

SchemeFamily familyOf(const QString& scheme) {
  if (scheme.startsWith(QLatin1String("sparse"))) return SchemeFamily::Sparse;
  if (scheme.startsWith(QLatin1String("int8")) || scheme == QLatin1String("auto")) return SchemeFamily::Int8;
  if (scheme.startsWith(QLatin1String("int4"))) return SchemeFamily::Int4;
  if (scheme == QLatin1String("fp16") || scheme == QLatin1String("bf16")) return SchemeFamily::Half;
  return SchemeFamily::Fp32;
}

SchemeFamily familyOf(const Recipe& recipe) {
  std::optional<SchemeFamily> found;
  for (const Step& step : recipe.steps) {
    for (const Rule& rule : step.rules) {
      const auto family = familyOfRule(step, rule);
      if (!family) continue;
      if (found && *found != *family) return SchemeFamily::Combined;
      found = family;
    }
  }
  return found.value_or(SchemeFamily::Fp32);
}

QColor schemeColor(SchemeFamily family) {
  switch (family) {
    case SchemeFamily::Fp32:
      return QColor(0x7d, 0x85, 0x8f);
    case SchemeFamily::Half:
      return QColor(0x08, 0xa0, 0xc7);
    case SchemeFamily::Int8:
      return QColor(0x05, 0x86, 0xff);
    case SchemeFamily::Int4:
      return QColor(0xc8, 0x82, 0x20);
    case SchemeFamily::Sparse:
      return QColor(0xb1, 0x03, 0xc4);
    case SchemeFamily::Structured:
      return QColor(0xc5, 0x1b, 0x59);
    case SchemeFamily::Combined:
      return QColor(0x82, 0x67, 0x22);
  }
  return {};
}

QPainterPath schemeMarker(SchemeFamily family) {
  QPainterPath path;
  switch (family) {
    case SchemeFamily::Fp32:
      path.addRect(-0.86, -0.86, 1.72, 1.72);
      break;
    case SchemeFamily::Half:
      path = polygon(6, 1.05, 0);
      break;
    case SchemeFamily::Int8:
      path.addEllipse(QPointF(0, 0), 1, 1);
      break;
    case SchemeFamily::Int4:
      path = polygon(3, 1.25, -90);
      path.translate(0, 0.2);
      break;
    case SchemeFamily::Sparse:
      path = polygon(4, 1.2, 0);
      break;
    case SchemeFamily::Structured:
      path = polygon(3, 1.25, 90);
      path.translate(0, -0.2);
      break;
    case SchemeFamily::Combined:
      path = polygon(5, 1.3, -90, 0.5);
      break;
  }
  return path;
}

QString schemeName(SchemeFamily family) {
  switch (family) {
    case SchemeFamily::Fp32:
      return QStringLiteral("fp32");
    case SchemeFamily::Half:
      return QStringLiteral("fp16, bf16");
    case SchemeFamily::Int8:
      return QStringLiteral("int8");
    case SchemeFamily::Int4:
      return QStringLiteral("int4");
    case SchemeFamily::Sparse:
      return QCoreApplication::translate("athena::ui::SchemeStyle", "sparse");
    case SchemeFamily::Structured:
      return QCoreApplication::translate("athena::ui::SchemeStyle", "structured");
    case SchemeFamily::Combined:
      return QCoreApplication::translate("athena::ui::SchemeStyle", "combined");
  }
  return {};
}

QIcon schemeIcon(SchemeFamily family, bool hollow) { return QIcon(new MarkerIcon(family, hollow)); }

}  // namespace athena::ui
