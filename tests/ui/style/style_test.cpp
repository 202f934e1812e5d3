// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/style.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QStyle>
#include <QTest>
#include <array>
#include <cmath>

#include "tests/ui/fail_on_warning.h"
#include "ui/style/scheme_style.h"

using namespace athena::ui;

namespace {

using Linear = std::array<double, 3>;

Linear linear(const QColor& color) {
  const auto one = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return {one(color.redF()), one(color.greenF()), one(color.blueF())};
}

/// WCAG 2 contrast ratio.
double contrast(const QColor& a, const QColor& b) {
  const auto luminance = [](const QColor& color) {
    const Linear c = linear(color);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  };
  const auto [low, high] = std::minmax({luminance(a), luminance(b)});
  return (high + 0.05) / (low + 0.05);
}

/// How the colour looks with full protanopia or deuteranopia (Machado, Oliveira, Fernandes 2009), in CIELAB.
Linear seen(const QColor& color, const std::array<Linear, 3>& vision) {
  const auto times = [](const std::array<Linear, 3>& m, const Linear& v) {
    Linear out{};
    for (std::size_t i = 0; i < 3; ++i) out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
    return out;
  };
  Linear rgb = times(vision, linear(color));
  for (double& c : rgb) c = std::clamp(c, 0.0, 1.0);
  Linear xyz = times({Linear{0.4124564, 0.3575761, 0.1804375}, Linear{0.2126729, 0.7151522, 0.0721750},
                      Linear{0.0193339, 0.1191920, 0.9503041}},
                     rgb);
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f(xyz[0] / 0.95047), y = f(xyz[1]), z = f(xyz[2] / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

}  // namespace

class StyleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void textIsReadable_data() {
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
  }
  void textIsReadable() {
    QFETCH(QPalette, palette);
    const QList<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs{
        {QPalette::WindowText, QPalette::Window},
        {QPalette::Text, QPalette::Base},
        {QPalette::Text, QPalette::AlternateBase},
        {QPalette::ButtonText, QPalette::Button},
        {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::ToolTipText, QPalette::ToolTipBase},
        {QPalette::Link, QPalette::Base},
        {QPalette::Link, QPalette::Window}};
    for (const auto& [text, ground] : pairs) {
      const double ratio = contrast(palette.color(text), palette.color(ground));
      QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3").arg(text).arg(ground).arg(ratio)));
    }
    for (QPalette::ColorRole ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase}) {
      for (const QColor& color :
           {mutedText(palette), goodColor(palette), warningColor(palette), errorColor(palette)}) {
        QVERIFY2(contrast(color, palette.color(ground)) >= 4.5, qPrintable(color.name()));
      }
    }
  }

  void schemeColoursStandOutInBothPalettes() {
    for (SchemeFamily family : kSchemeFamilies) {
      for (const QPalette& palette : {lightPalette(), darkPalette()}) {
        const double ratio = contrast(schemeColor(family), palette.color(QPalette::Base));
        QVERIFY2(ratio >= 3, qPrintable(schemeName(family) + QString::number(ratio)));
      }
    }
  }

  void schemeColoursAreToldApart() {
    const std::array<Linear, 3> normal{Linear{1, 0, 0}, Linear{0, 1, 0}, Linear{0, 0, 1}};
    const std::array<Linear, 3> protan{Linear{0.152286, 1.052583, -0.204868},
                                       Linear{0.114503, 0.786281, 0.099216},
                                       Linear{-0.003882, -0.048116, 1.051998}};
    const std::array<Linear, 3> deutan{Linear{0.367322, 0.860646, -0.227968},
                                       Linear{0.280085, 0.672501, 0.047413},
                                       Linear{-0.011820, 0.042940, 0.968881}};
    for (const auto& vision : {normal, protan, deutan}) {
      for (SchemeFamily a : kSchemeFamilies) {
        for (SchemeFamily b : kSchemeFamilies) {
          if (a >= b) continue;
          const Linear first = seen(schemeColor(a), vision), second = seen(schemeColor(b), vision);
          const double distance =
              std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
          QVERIFY2(distance > 20, qPrintable(schemeName(a) + " " + schemeName(b)));
        }
      }
    }
  }

  void markersDifferInShape() {
    QSet<QByteArray> shapes;
    for (SchemeFamily family : kSchemeFamilies) {
      QImage image(32, 32, QImage::Format_Grayscale8);
      image.fill(Qt::white);
      QPainter painter(&image);
      painter.translate(16, 16);
      painter.scale(10, 10);
      painter.fillPath(schemeMarker(family), Qt::black);
      painter.end();
      shapes.insert(QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()));
      QVERIFY(!schemeIcon(family).pixmap(16, 16).isNull());
    }
    QCOMPARE(shapes.size(), qsizetype(kSchemeFamilies.size()));
  }

  void familiesOfSchemes() {
    QCOMPARE(familyOf(QStringLiteral("int8-dynamic")), SchemeFamily::Int8);
    QCOMPARE(familyOf(QStringLiteral("int4-weight:g=32")), SchemeFamily::Int4);
    QCOMPARE(familyOf(QStringLiteral("sparse-int8")), SchemeFamily::Sparse);
    QCOMPARE(familyOf(QStringLiteral("bf16")), SchemeFamily::Half);
    QCOMPARE(familyOf(QStringLiteral("fp32")), SchemeFamily::Fp32);
  }

  void familiesOfRecipes() {
    using namespace athena;
    const Rule int8{"*", {}, "int8-dynamic", {}}, fp32{"head", {}, "fp32", {}},
        int4{"a", {}, "int4-weight", {}};
    const auto prune = [](double amount, bool remove) {
      return Step{"prune", {}, {Rule{"*", {}, "l1", {{"amount", amount}, {"remove", remove}}}}};
    };
    const auto family = [](std::vector<Step> steps) { return familyOf(Recipe{"", 0, std::move(steps)}); };
    QCOMPARE(family({}), SchemeFamily::Fp32);
    QCOMPARE(family({{"quantize", {}, {int8, fp32}}}), SchemeFamily::Int8);
    QCOMPARE(family({{"quantize", {}, {int8, int4}}}), SchemeFamily::Combined);
    QCOMPARE(family({prune(0.5, false)}), SchemeFamily::Sparse);
    QCOMPARE(family({prune(0.5, true)}), SchemeFamily::Structured);
    QCOMPARE(family({prune(0.5, false), {"quantize", {}, {int8}}}), SchemeFamily::Combined);
    QCOMPARE(family({prune(0, false), {"quantize", {}, {int8}}}), SchemeFamily::Int8);
  }

  void appliesWhatIsAskedFor() {
    applyStyle(Appearance::Dark);
    QVERIFY(isDark(QApplication::palette()));
    QCOMPARE(QApplication::style()->name(), "fusion");
    applyStyle(Appearance::Light);
    QVERIFY(!isDark(QApplication::palette()));
    QCOMPARE(appliedAppearance(), Appearance::Light);
  }

  void figuresLineUp() {
    QFont uneven(QStringLiteral("DejaVu Serif"));
    const QFontMetricsF metrics(figureFont(uneven));
    QCOMPARE(metrics.horizontalAdvance(QStringLiteral("111.11")),
             metrics.horizontalAdvance(QStringLiteral("048.73")));
  }
};

QTEST_MAIN(StyleTest)
#include "style_test.moc"
