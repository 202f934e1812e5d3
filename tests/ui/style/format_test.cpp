// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/format.h"

#include <QTest>
#include <limits>

#include "tests/ui/fail_on_warning.h"

using namespace athena::ui;

class FormatTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void bytes_data() {
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << "0 B";
    QTest::newRow("whole bytes") << qint64(999) << "999 B";
    QTest::newRow("below ten") << qint64(1000) << "1.0 kB";
    QTest::newRow("layer") << qint64(66048) << "66 kB";
    QTest::newRow("rounds to ten") << qint64(9970) << "10 kB";
    QTest::newRow("rounds into the next unit") << qint64(999600) << "1.0 MB";
    QTest::newRow("model") << qint64(4141234) << "4.1 MB";
    QTest::newRow("large") << qint64(7300000000) << "7.3 GB";
    QTest::newRow("saved") << qint64(-196608) << "-197 kB";
  }
  void bytes() {
    QFETCH(qint64, value);
    QTEST(bytesText(value), "text");
  }

  void times_data() {
    QTest::addColumn<double>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("µs") << 0.0123 << "12.3 µs";
    QTest::newRow("rounds to ms") << 0.9996 << "1.00 ms";
    QTest::newRow("ms") << 1.274 << "1.27 ms";
    QTest::newRow("tens") << 12.34 << "12.3 ms";
    QTest::newRow("hundreds") << 123.4 << "123 ms";
    QTest::newRow("s") << 4200.0 << "4.20 s";
    QTest::newRow("none") << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("\u2013");
  }
  void times() {
    QFETCH(double, ms);
    QTEST(timeText(ms), "text");
  }

  void durations() {
    QCOMPARE(durationText(0.42), "0.4 s");
    QCOMPARE(durationText(9.97), "10 s");
    QCOMPARE(durationText(12.2), "12 s");
    QCOMPARE(durationText(59.7), "1 min 00 s");
    QCOMPARE(durationText(185), "3 min 05 s");
    QCOMPARE(durationText(7620), "2 h 07 min");
    QCOMPARE(durationText(-1), QStringLiteral("\u2013"));
  }

  void accuracies() {
    athena::Metric metric{"top1", 0.9831, 0.98038, 0.98558, "wilson", 10000, true, true};
    QCOMPARE(metricText(metric), QStringLiteral("98.31 % ± 0.26"));
    metric = {"mse", 0.21342, 0.2113, 0.2155, "normal", 10000, false, false};
    QCOMPARE(metricText(metric), QStringLiteral("0.2134 ± 0.0021"));
    QCOMPARE(changeText(metric, -0.0123), QStringLiteral("\u22120.0123"));
    metric.interval.clear();
    QCOMPARE(metricText(metric), QStringLiteral("0.2134"));
    QCOMPARE(percentText(1.0), "100.00 %");
    QCOMPARE(pointsText(0.0003), "+0.03");
    QCOMPARE(pointsText(-0.0012), QStringLiteral("\u22120.12"));
    QCOMPARE(pointsText(-0.000001), "0.00");
  }

  void ratiosAndCounts() {
    QCOMPARE(ratioText(0.2749), "0.27x");
    QCOMPARE(ratioText(12.46), "12.5x");
    QCOMPARE(ratioText(0), QStringLiteral("\u2013"));
    QCOMPARE(shareText(0.25), "25 %");
    QCOMPARE(shareText(0.004), "0.4 %");
    QCOMPARE(shareText(0.0004), "< 0.1 %");
    QCOMPARE(shareText(0), "0 %");
    QCOMPARE(countText(999), "999");
    QCOMPARE(countText(1234567), QStringLiteral("1\u202f234\u202f567"));
    QCOMPARE(countText(-123), "-123");
    QCOMPARE(exactBytesText(10000), QStringLiteral("10\u202f000 B"));
    QCOMPARE(figureText(0.02131, 3), "0.0213");
    QCOMPARE(figureText(std::numeric_limits<double>::infinity(), 3), QStringLiteral("∞"));
  }

  void doesNotFollowTheLocale() {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(bytesText(4141234), "4.1 MB");
    QCOMPARE(timeText(1.27), "1.27 ms");
    QLocale::setDefault(before);
  }

  void timesAreLocal() {
    qputenv("TZ", "UTC-2");
    tzset();
    QCOMPARE(timeOfDayText("2026-11-24T18:12:40Z"), "2026-11-24 20:12");
    QCOMPARE(timeOfDayText("soon"), QString());
  }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "format_test.moc"
