// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/format.h"

#include <QDateTime>
#include <array>
#include <cmath>

namespace athena::ui {
namespace {

const QString kMinus = QStringLiteral("\u2212");
const QString kNone = QStringLiteral("\u2013");

/// Three significant digits without an exponent: "1.27", "12.3", "127".
QString threeDigits(double value) {
  const double size = std::abs(value);
  return QString::number(value, 'f', size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

QString grouped(std::int64_t count) {
  QString text = QString::number(count);
  for (qsizetype at = text.size() - 3; at > (count < 0 ? 1 : 0); at -= 3) {
    text.insert(at, QStringLiteral("\u202f"));  // a narrow space that does not break
  }
  return text;
}

}  // namespace

QString bytesText(std::int64_t bytes) {
  static constexpr std::array kUnits{"B", "kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  // 999.6 kB would be rounded to "1000 kB"; whole bytes are never rounded.
  while (std::abs(value) >= (unit == 0 ? 1000 : 999.5) && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  const int decimals = unit > 0 && std::abs(value) < 9.95 ? 1 : 0;
  return QString::number(value, 'f', decimals) + QLatin1Char(' ') + QLatin1String(kUnits[unit]);
}

QString exactBytesText(std::int64_t bytes) { return grouped(bytes) + QStringLiteral(" B"); }

QString timeText(double ms) {
  if (!std::isfinite(ms)) return kNone;
  if (ms < 0.9995) return threeDigits(ms * 1000) + QStringLiteral(" µs");
  if (ms < 999.5) return threeDigits(ms) + QStringLiteral(" ms");
  return threeDigits(ms / 1000) + QStringLiteral(" s");
}

QString durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0) return kNone;
  if (seconds < 9.95) return QString::number(seconds, 'f', 1) + QStringLiteral(" s");
  const auto whole = static_cast<qint64>(std::llround(seconds));
  if (whole < 60) return QStringLiteral("%1 s").arg(whole);
  if (whole < 3600)
    return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
  return QStringLiteral("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60, 2, 10, QLatin1Char('0'));
}

QString percentText(double fraction) {
  return std::isfinite(fraction) ? QString::number(fraction * 100, 'f', 2) + QStringLiteral(" %") : kNone;
}

QString metricText(const Metric& metric) {
  const double half = (metric.high - metric.low) / 2;
  const QString value = metric.fraction ? percentText(metric.value) : figureText(metric.value, 4);
  if (metric.interval.empty() || !std::isfinite(half)) return value;
  return value + QStringLiteral(" ± ") +
         (metric.fraction ? QString::number(half * 100, 'f', 2) : figureText(half, 2));
}

QString changeText(const Metric& metric, double difference) {
  if (metric.fraction) return pointsText(difference);
  if (difference == 0) return figureText(0, 2);
  return (difference < 0 ? kMinus : QStringLiteral("+")) + figureText(std::abs(difference), 3);
}

QString pointsText(double difference) {
  const QString digits = QString::number(std::abs(difference) * 100, 'f', 2);
  if (digits == QLatin1String("0.00")) return digits;
  return (difference < 0 ? kMinus : QStringLiteral("+")) + digits;
}

QString shareText(double fraction) {
  if (!std::isfinite(fraction)) return kNone;
  const double percent = fraction * 100;
  if (percent > 0 && percent < 0.05) return QStringLiteral("< 0.1 %");
  const bool small = percent > 0 && percent < 9.95;
  return QString::number(percent, 'f', small ? 1 : 0) + QStringLiteral(" %");
}

QString ratioText(double ratio) {
  return std::isfinite(ratio) && ratio > 0 ? threeDigits(ratio) + QLatin1Char('x') : kNone;
}

QString rateText(double rate) { return std::isfinite(rate) && rate > 0 ? threeDigits(rate) : kNone; }

QString countText(std::int64_t count) { return grouped(count); }

QString figureText(double value, int digits) {
  return std::isfinite(value) ? QString::number(value, 'g', digits)
         : std::isnan(value)  ? kNone
         : value > 0          ? QStringLiteral("∞")
                              : kMinus + QStringLiteral("∞");
}

QString timeOfDayText(const std::string& utc) {
  const QDateTime time = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate);
  return time.isValid() ? time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")) : QString();
}

}  // namespace athena::ui
