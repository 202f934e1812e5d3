// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/chart_points.h"

#include <QTest>
#include <random>

#include "tests/ui/fail_on_warning.h"
#include "tests/ui/sample_results.h"

using namespace athena::ui;
using athena::Measurement;
using athena::Variant;

class ChartPointsTest : public QObject {
  Q_OBJECT

  static QList<qint64> ids(const std::vector<ScatterPoint>& points) {
    QList<qint64> list;
    for (const ScatterPoint& point : points) list.append(point.id);
    return list;
  }
  static Variant named(qint64 id, const Measurement& measurement) {
    Variant variant = test::sampleVariant("v" + std::to_string(id), "int8-dynamic", measurement);
    variant.id = id;
    return variant;
  }

 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void drawsWhatHasBothFigures() {
    Measurement untimed = test::sampleMeasurement(9800, 1000000, 1, 1);
    untimed.latency.reset();
    const auto rows =
        Results::of({named(1, test::sampleMeasurement(9832, 1121000, 1.27)), named(2, untimed)});
    const auto sizes = ChartPoints::of(rows, Cost::Size, Quality::Accuracy);
    QCOMPARE(ids(sizes), (QList<qint64>{kOriginalId, 1, 2}));
    QCOMPARE(sizes[1].x, 1121000.0);
    QCOMPARE(sizes[1].y, 0.9832);
    QVERIFY(sizes[1].yLow < 0.9832 && sizes[1].yHigh > 0.9832);
    QVERIFY(sizes[2].comparable);  // no latency is no difference
    QCOMPARE(ids(ChartPoints::of(rows, Cost::Time, Quality::Accuracy)), (QList<qint64>{1}));
  }

  void theOptimizedOriginalIsInTheTimeChart() {
    const auto rows = Results::of({named(1, test::sampleMeasurement(9832, 1121000, 1.27))});
    const auto points = ChartPoints::of(rows, Cost::Time, Quality::Accuracy);
    QCOMPARE(ids(points), (QList<qint64>{kOriginalId, kOptimizedId, 1}));
    QCOMPARE(points[0].x, 1.9);
    QCOMPARE(points[1].x, 1.5);
    QCOMPARE(points[1].y, points[0].y);
    QVERIFY(points[1].tip.contains("frozen"));
  }

  void whatCannotBeComparedIsNeverOnTheFront_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"machine", "isa", "build", "threads", "data", "split", "samples", "metric",
                             "seen", "stale", "random"})
      QTest::newRow(what) << what;
  }
  void whatCannotBeComparedIsNeverOnTheFront() {
    QFETCH(QString, what);
    // Better and smaller than all others, but measured otherwise, and earlier.
    Measurement odd = test::sampleMeasurement(9999, 1000, 0.01, 0);
    Variant variant = named(9, odd);
    Measurement& m = variant.measurements.front();
    if (what == "machine") m.environment.machine = "another";
    if (what == "isa") m.environment.isa = "avx2";
    if (what == "build") m.environment.build = "0.0.9";
    if (what == "threads") m.environment.threads = 2;
    if (what == "data") m.dataset = "other";
    if (what == "split") m.split = "validate";
    if (what == "samples") m.accuracy = test::wilson(999, 1000);
    if (what == "metric") m.metrics = {{"f1", 0.9999, 0.99, 1, "bootstrap", 10000, true, true}};
    if (what == "seen") m.seen_by = "train";
    if (what == "stale") variant.stale = true;
    if (what == "random") {
      m.dataset.clear();
      m.accuracy.reset();
      m.measured_at = "2027";  // even as the newest it is no yardstick
    }
    const auto rows = Results::of({variant, named(1, test::sampleMeasurement(9832, 1121000, 1.27, 1)),
                                   named(2, test::sampleMeasurement(9791, 701000, 1.61, 2))});
    QVERIFY(!rows[1].whyNot.isEmpty());
    for (Cost cost : {Cost::Size, Cost::Time}) {
      const auto points = ChartPoints::of(rows, cost, Quality::Accuracy);
      for (const ScatterPoint& point : points) QCOMPARE(point.comparable, point.id != 9);
      for (const QPointF& corner : ChartPoints::front(points)) QVERIFY(corner.y() < 0.99);
    }
    QCOMPARE(ChartPoints::best(rows, Quality::Accuracy, {2e6, std::nullopt}), std::optional<qint64>(1));
  }

  void theFrontRunsFromCheapToGood() {
    const auto rows = Results::of({named(1, test::sampleMeasurement(9832, 1121000, 1.27)),
                                   named(2, test::sampleMeasurement(9791, 701000, 1.61)),
                                   named(3, test::sampleMeasurement(9831, 2101000, 1.92))});
    const auto front = ChartPoints::front(ChartPoints::of(rows, Cost::Size, Quality::Accuracy));
    QCOMPARE(front, (QVector<QPointF>{{701000, 0.9791}, {1121000, 0.9832}, {4141234, 0.984}}));
  }

  void aMetricThatIsBetterWhenLowerTurnsTheFront() {
    const auto measured = [](double mse, std::int64_t bytes) {
      Measurement m = test::sampleMeasurement(9000, bytes, 1.2);
      m.metrics = {{"mse", mse, mse - 0.01, mse + 0.01, "normal", 10000, false, false}};
      m.original_metrics = {{"mse", 0.1, 0.09, 0.11, "normal", 10000, false, false}};
      return m;
    };
    const auto rows = Results::of(
        {named(1, measured(0.2, 1000000)), named(2, measured(0.3, 500000)), named(3, measured(0.4, 900000))});
    QVERIFY(!ChartPoints::higherIsBetter(rows, Quality::Accuracy));
    const auto front = ChartPoints::front(ChartPoints::of(rows, Cost::Size, Quality::Accuracy), false);
    QCOMPARE(front, (QVector<QPointF>{{500000, 0.3}, {1000000, 0.2}, {4141234, 0.1}}));
    QCOMPARE(ChartPoints::best(rows, Quality::Accuracy, {2e6, std::nullopt}), std::optional<qint64>(1));
  }

  void theBestWithinBothBudgets() {
    const auto rows = Results::of({named(1, test::sampleMeasurement(9832, 1121000, 1.27)),
                                   named(2, test::sampleMeasurement(9791, 701000, 1.61)),
                                   named(3, test::sampleMeasurement(9835, 2101000, 1.92))});
    const auto best = [&](std::optional<double> bytes, std::optional<double> ms) {
      return ChartPoints::best(rows, Quality::Accuracy, {bytes, ms}).value_or(-100);
    };
    QCOMPARE(best({}, {}), -100);
    QCOMPARE(best(3e6, {}), 3);
    QCOMPARE(best(2e6, {}), 1);
    QCOMPARE(best(1e6, {}), 2);
    QCOMPARE(best(3e6, 1.5), 1);
    QCOMPARE(best(1e6, 1.5), -100);
    QCOMPARE(best({}, 5), kOriginalId);
  }

  void withoutLabelsTheChartsShowAgreement() {
    Measurement random = test::sampleMeasurement(0, 1000000, 1.2);
    random.dataset.clear();
    random.accuracy.reset();
    random.original_accuracy.reset();
    const auto rows = Results::of({named(1, random)});
    QCOMPARE(ChartPoints::quality(rows), Quality::Agreement);
    const auto points = ChartPoints::of(rows, Cost::Size, Quality::Agreement);
    QCOMPARE(points.size(), 1);
    QCOMPARE(points[0].y, 0.9981);
    QVERIFY(!points[0].comparable);
    QVERIFY(ChartPoints::front(points).isEmpty());
  }
};

QTEST_GUILESS_MAIN(ChartPointsTest)
#include "chart_points_test.moc"
