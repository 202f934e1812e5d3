// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/axis_unit.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace athena::ui {
namespace {

struct Prefix {
  double scale;
  QString unit;
};

Prefix prefixOf(AxisUnit unit, double largest) {
  switch (unit) {
    case AxisUnit::Plain:
      return {1, QString()};
    case AxisUnit::Percent:
      return {0.01, QStringLiteral(" %")};
    case AxisUnit::Milliseconds:
      if (largest < 1) return {1e-3, QStringLiteral(" µs")};
      if (largest < 1e3) return {1, QStringLiteral(" ms")};
      return {1e3, QStringLiteral(" s")};
    case AxisUnit::Bytes:
      if (largest < 1e3) return {1, QStringLiteral(" B")};
      if (largest < 1e6) return {1e3, QStringLiteral(" kB")};
      if (largest < 1e9) return {1e6, QStringLiteral(" MB")};
      return {1e9, QStringLiteral(" GB")};
  }
  return {1, QString()};
}

}  // namespace

QString tickLabel(AxisUnit unit, double value, double step, double largest) {
  const Prefix prefix = prefixOf(unit, largest);
  const double distance = std::abs(step / prefix.scale);
  // 2.5 needs one decimal, 0.25 two: one more than the leading digit's place unless that is all there is.
  int decimals = 0;
  for (double rest = distance; decimals < 9 && std::abs(rest - std::round(rest)) > 1e-6 * rest; rest *= 10) {
    ++decimals;
  }
  double shown = value / prefix.scale;
  if (std::abs(shown) < distance * 1e-6) shown = 0;  // no "-0.0"
  return QString::number(shown, 'f', decimals) + prefix.unit;
}

}  // namespace athena::ui
