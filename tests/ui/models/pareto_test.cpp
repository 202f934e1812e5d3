// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pareto.h"

#include <QTest>
#include <algorithm>
#include <limits>
#include <random>

using namespace athena::ui;
using Indices = std::vector<std::size_t>;

class ParetoTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void keepsWhatNothingBeats() {
    //                                     beaten by 2   the best     cheapest     beaten by all
    const std::vector<CostQuality> points{{3, 0.90}, {4, 0.99}, {2, 0.95}, {5, 0.50}, {1, 0.80}};
    QCOMPARE(paretoFront(points), (Indices{4, 2, 1}));
  }

  void equalPointsAndTies() {
    QCOMPARE(paretoFront({{1, 0.9}, {1, 0.9}}), (Indices{0}));
    QCOMPARE(paretoFront({{1, 0.9}, {1, 0.95}}), (Indices{1}));
    QCOMPARE(paretoFront({{2, 0.9}, {1, 0.9}}), (Indices{1}));
  }

  void leavesOutWhatIsNoFigure() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    QCOMPARE(paretoFront({{nan, 1}, {1, nan}, {1, infinite}}), Indices{});
    QCOMPARE(paretoFront({}), Indices{});
  }

  void bestUnderABudget() {
    const std::vector<CostQuality> points{{3, 0.90}, {4, 0.99}, {2, 0.95}, {1, 0.80}};
    QCOMPARE(bestUnder(points, 3.5), std::optional<std::size_t>(2));
    QCOMPARE(bestUnder(points, 4), std::optional<std::size_t>(1));
    QCOMPARE(bestUnder(points, std::nullopt), std::optional<std::size_t>(1));
    QCOMPARE(bestUnder(points, 0.5), std::optional<std::size_t>());
  }

  void agreesWithTheDefinition() {
    for (unsigned seed = 1; seed <= 50; ++seed) {
      std::mt19937 random(seed);
      std::uniform_int_distribution<int> value(0, 9);
      std::vector<CostQuality> points(20);
      for (CostQuality& point : points) point = {double(value(random)), double(value(random))};
      const Indices front = paretoFront(points);
      for (std::size_t i = 0; i < points.size(); ++i) {
        const bool beaten = std::any_of(points.begin(), points.end(), [&](const CostQuality& other) {
          return other.cost <= points[i].cost && other.quality >= points[i].quality &&
                 (other.cost < points[i].cost || other.quality > points[i].quality);
        });
        const bool kept = std::any_of(front.begin(), front.end(), [&](std::size_t f) {
          return points[f].cost == points[i].cost && points[f].quality == points[i].quality;
        });
        QVERIFY2(kept == !beaten, qPrintable(QStringLiteral("seed %1, point %2").arg(seed).arg(i)));
      }
    }
  }
};

QTEST_GUILESS_MAIN(ParetoTest)
#include "pareto_test.moc"
