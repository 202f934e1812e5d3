// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/scatter_plot.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/ui/fail_on_warning.h"

using namespace athena::ui;

class ScatterPlotTest : public QObject {
  Q_OBJECT

  static std::unique_ptr<ScatterPlot> chart() {
    auto plot = std::make_unique<ScatterPlot>();
    plot->resize(500, 300);
    plot->setAxes("size", AxisUnit::Bytes, "accuracy", AxisUnit::Percent);
    plot->setPoints({{1, 1e6, 0.98, 0.975, 0.985, SchemeFamily::Int8, true, "one", "tip"},
                     {2, 3e6, 0.99, 0.985, 0.993, SchemeFamily::Half, true, "two", "tip"},
                     {3, 2e6, 0.95, 0.945, 0.955, SchemeFamily::Int8, false, "three", "tip"}});
    plot->show();
    if (!QTest::qWaitForWindowExposed(plot.get())) return nullptr;
    QCoreApplication::processEvents();
    return plot;
  }
  static QWidget* surface(ScatterPlot& plot) { return plot.findChild<QWidget*>(); }

 private Q_SLOTS:
  void init() { test::failOnWarning(); }

  void findsThePointUnderTheMouse() {
    const auto plot = chart();
    QVERIFY(plot);
    for (qint64 id : {1, 2, 3}) {
      QCOMPARE(plot->pointAt(plot->pixelOf(id) + QPointF(4, -4)), std::optional<qint64>(id));
    }
    QVERIFY(!plot->pointAt(plot->pixelOf(1) + QPointF(40, 40)));
    // Cheap is left, good is up.
    QVERIFY(plot->pixelOf(1).x() < plot->pixelOf(2).x());
    QVERIFY(plot->pixelOf(2).y() < plot->pixelOf(1).y());
  }

  void tellsOfClicks() {
    const auto plot = chart();
    QSignalSpy clicked(plot.get(), &ScatterPlot::clicked), nothing(plot.get(), &ScatterPlot::clickedNothing);
    QTest::mouseClick(surface(*plot), Qt::LeftButton, {}, plot->pixelOf(3).toPoint());
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.at(0).at(0).toLongLong(), 3);
    QTest::mouseClick(surface(*plot), Qt::LeftButton, {}, plot->pixelOf(3).toPoint() + QPoint(60, 30));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(nothing.size(), 1);
  }

  void dragsTheBudget() {
    const auto plot = chart();
    QSignalSpy changed(plot.get(), &ScatterPlot::budgetChanged);
    QVERIFY(!plot->budget());
    const int y = plot->height() / 2;
    QWidget* on = surface(*plot);
    const int to = static_cast<int>((plot->pixelOf(1).x() + plot->pixelOf(3).x()) / 2);
    QTest::mousePress(on, Qt::LeftButton, {}, {qRound(plot->budgetPixel()), y});
    QTest::mouseMove(on, {to, y});
    QTest::mouseRelease(on, Qt::LeftButton, {}, {to, y});
    QVERIFY(changed.size() >= 1);
    QVERIFY(plot->budget());
    QVERIFY2(qAbs(*plot->budget() - 1.5e6) < 2e4, qPrintable(QString::number(*plot->budget())));
    QVERIFY(qAbs(plot->budgetPixel() - to) <= 1);
    // Beyond the right edge it limits nothing any more.
    QTest::mousePress(on, Qt::LeftButton, {}, {to, y});
    QTest::mouseMove(on, {plot->width() - 1, y});
    QTest::mouseRelease(on, Qt::LeftButton, {}, {plot->width() - 1, y});
    QVERIFY(!plot->budget());
  }

  void survivesAnEmptySession() {
    ScatterPlot plot;
    plot.setPoints({});
    plot.setFront({});
    plot.setSelected({7});
    plot.setBest(7);
    plot.fit();
    QVERIFY(!plot.grab().isNull());
  }
};

QTEST_MAIN(ScatterPlotTest)
#include "scatter_plot_test.moc"
